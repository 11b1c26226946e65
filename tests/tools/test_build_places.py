"""The tool that builds the places file: names out of Chinese full names."""

import importlib.util
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "build_places.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("build_places", TOOL)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("zh", "stem", "english"),
    [
        ("南京市", "南京", "Nanjing City"),
        ("建湖县", "建湖", "Jianhu County"),
        ("浦东新区", "浦东", "Pudong New Area"),
        ("立新区", "立新", "Lixin District"),
        ("碑林区", "碑林", "Beilin District"),
        ("延边朝鲜族自治州", "延边", "Yanbian Korean Autonomous Prefecture"),
        ("威宁彝族回族苗族自治县", "威宁", "Weining Yi, Hui and Miao Autonomous County"),
        ("内蒙古自治区", "内蒙古", "Inner Mongolia Autonomous Region"),
        ("鄂伦春自治旗", "鄂伦春", "Oroqen Autonomous Banner"),
        ("六安市", "六安", "Lu'an City"),
        ("闵行区", "闵行", "Minhang District"),
        ("乐清市", "乐清", "Yueqing City"),
        ("长乐区", "长乐", "Changle District"),
    ],
)
def test_names(tool, zh, stem, english):
    assert tool.stem_of(zh) == stem
    assert tool.full_english(zh) == english


def test_only_counties_keep_their_kind(tool):
    assert tool.english_of("苏州市", "prefecture") == "Suzhou"
    assert tool.english_of("昆山市", "county") == "Kunshan City"


def test_a_division_keeps_its_last_name_and_its_earlier_ones(tool):
    division = tool.Division(
        "420600", "prefecture", {"襄樊市": {2009}, "襄阳市": {2024}}, 2024, "420000"
    )
    province = tool.Division("420000", "province", {"湖北省": {2024}}, 2024)
    divisions = {"420600": division, "420000": province}
    row = tool.make_row(division, divisions, tool.list_borne(divisions.values(), "42"))
    assert (row["name"], row["name_zh"], row["parent"]) == ("Xiangyang", "襄阳市", "420000")
    assert {"alias:襄阳", "former:襄樊市", "former:Xiangfan"} <= set(row["aliases"].split("|"))
    assert row["until"] == ""


def test_a_code_that_two_counties_had_gives_neither_the_name_of_the_other(tool):
    names = {"上虞县": {1981}, "绍兴县": set(range(1980, 2013)), "柯桥区": {2013, 2024}}
    reused = tool.Division("330603", "county", names, 2024)
    living = tool.Division("330604", "county", {"上虞市": {1992}, "上虞区": {2024}}, 2024)
    borne = tool.list_borne([reused, living], "33")
    assert tool.list_former(reused, borne) == ["绍兴县"]
    assert tool.list_former(living, borne) == ["上虞市"]


def test_a_county_merged_into_another_stays_a_former_name(tool):
    names = {"白下区": {2012}, "秦淮区": {2012, 2024}}
    merged = tool.Division("320104", "county", names, 2024)
    assert tool.list_former(merged, tool.list_borne([merged], "32")) == ["白下区"]

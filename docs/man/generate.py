#!/usr/bin/env python3
"""Makes the manual pages whose tables have their owner elsewhere: generate.py SOURCE [--check]

smtplog-schema(7) is made of docs/schema.md, the fields of smtplog-rules(5) of the head of the first file
of built-in rules, and two lists of smtplog(1), between marks, of the tables that the program has: the keys
of `top --by` and the sections of the report.  The pages lie in the tree, so that a build needs no Python;
the test `man-pages` runs this with --check, the target `man-update` writes them.
"""
import os
import re
import sys

source = sys.argv[1]
HEAD = '.\\" Made by docs/man/generate.py; change %s instead.\n'


def read(name):
    with open(os.path.join(source, name), encoding="utf-8") as text:
        return text.read()


def plain(text):
    """What stands as it is: no escapes of roff, no request at a line's beginning."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "\\&...")
    return re.sub(r"^([.'])", r"\\&\1", text)


def spans(text):
    """Markdown's code, links and emphasis within a line."""
    out = ""
    for part in re.split(r"(`[^`]+`|\[[^]]+\]\([^)]+\)|\*\*[^*]+\*\*)", text):
        if part.startswith("`"):
            out += "\\fB" + plain(part[1:-1]) + "\\fR"
        elif part.startswith("["):
            out += plain(re.match(r"\[([^]]+)\]", part)[1])
        elif part.startswith("**"):
            out += "\\fB" + plain(part[2:-2]) + "\\fR"
        else:
            out += plain(part)
    return re.sub(r"^([.'])", r"\\&\1", out)


def sentences(text):
    """A line each, as roff likes it."""
    return re.sub(r"(?<=[.!?:]) (?=[A-Z\\])", "\n", text).replace("\n\\fR", "\\fR")


def table(rows):
    for cells in rows:
        cells = [cell.strip() for cell in cells.strip().strip("|").split(" | ")]
        head = spans(cells[0]) + (" (" + plain(cells[1]) + ")" if len(cells) > 2 else "")
        yield ".TP\n" + head + "\n" + sentences(spans(cells[-1])) + "\n"


def body(markdown):
    for block in re.split(r"\n\n+", markdown.strip()):
        lines = block.split("\n")
        if block.startswith("#"):
            level = len(block) - len(block.lstrip("#"))
            title = lines[0].strip("# ").replace("`", "")
            yield f".S{'H' if level < 2 else 'S'} {plain(title)}\n"
            if lines[1:]:
                yield from body("\n".join(lines[1:]))
        elif block.startswith("```"):
            yield ".EX\n" + "".join(plain(line) + "\n" for line in lines[1:-1]) + ".EE\n"
        elif block.startswith("|"):
            yield from table(lines[2:])
        elif block.startswith("- "):
            for item in re.split(r"\n- ", block[2:]):
                yield ".IP \\(bu 2\n" + sentences(spans(" ".join(item.split()))) + "\n"
        else:
            yield ".PP\n" + sentences(spans(" ".join(lines))) + "\n"


def schema_page():
    markdown = read("docs/schema.md").split("\n", 1)[1]
    text = "".join(body(markdown)).replace(".EX\n", ".PP\n.EX\n")
    text = re.sub(r"(\.S[SH] [^\n]*\n)\.PP\n", r"\1", text)
    return (HEAD % "docs/schema.md" + '.TH SMTPLOG\\-SCHEMA 7 2026-11-27 smtplog "Miscellaneous"\n'
            ".SH NAME\nsmtplog\\-schema \\- the views of smtplog's database\n.SH DESCRIPTION\n"
            + re.sub(r"^\.PP\n", "", text) +
            ".SH \"SEE ALSO\"\n.BR smtplog (1),\n.BR smtplog\\-rules (5),\n.BR sqlite3 (1)\n")


def fields():
    """The head's table: (name, text) and ("", heading)."""
    rows, started = [], False
    for line in read("schema/knowledge/rules-google.txt").split("\n"):
        if not line.startswith("#"):
            break
        entry = re.match(r"# ([A-Z][A-Za-z-]+)  +(.*)", line)
        if entry:
            rows.append([entry[1], entry[2]])
            started = True
        elif re.match(r"#   \S", line) and started:
            rows.append(["", line[4:]])
        elif re.match(r"# {10,}\S", line) and rows:
            rows[-1][1] += " " + line[1:].strip()
    return rows


def rules_page():
    out = HEAD % "schema/knowledge/rules-google.txt or docs/man/smtplog-rules.5.in"
    middle = ""
    for name, text in fields():
        if name:
            middle += f".TP\n.B {plain(name)}\n{sentences(plain(text))}\n"
        else:
            heading, _, rest = text.partition(";")
            heading, _, more = (heading if rest else text).partition(". ")
            rest = (rest or more).strip()
            middle += f".SS {plain(heading.strip().capitalize())}\n"
            if rest:
                middle += sentences(plain(rest[0].upper() + rest[1:])) + "\n"
    return out + read("docs/man/smtplog-rules.5.in").replace("@FIELDS@\n", middle)


def untold_fields():
    """Fields that rules are read for and the head does not tell."""
    code, told = read("src/classify/rule.c"), " ".join(name + " " + text for name, text in fields())
    others = re.search(r"others\[\] = \{(.*?)\}", code, re.S)[1]
    names = re.findall(r'RULE_TEXT\("([^"]+)"', code) + re.findall(r'"([^"]+)"', others)
    return [name for name in names if not re.search(rf"(?<![\w-]){name}(?![\w-])", told)]


def bold(words):
    """One a line, parted by commas, a full stop behind the last."""
    lines = [f".BR {plain(word)} ," for word in words]
    return "\n".join(lines)[:-1] + ".\n"


def keys():
    """The words of --by: the second column of the rows of keys.h."""
    rows = read("src/query/keys.h").split("#define GROUP_TABLE(X)")[1]
    return bold(re.findall(r'^    X\([A-Z_]+, "([a-z-]+)"', rows, re.M))


def sections():
    """The titles of the rows of sections.c, as they head the sections."""
    rows = read("src/report/sections.c").split("report_sections[] = {")[1].split("};")[0]
    titles = re.findall(r'\.title = N_\("([^"]+)"\)', rows)
    return ";\n".join(plain(title) for title in titles) + ".\n"


def main_page():
    """smtplog(1) with what stands between its marks made anew."""
    page = read("docs/man/smtplog.1")
    for made in (keys, sections):
        begin, end = f'.\\" {made.__name__}: made by docs/man/generate.py\n', f'.\\" {made.__name__}: end\n'
        before, rest = page.split(begin)
        page = before + begin + made() + end + rest.split(end)[1]
    return page


def main():
    faults = 0
    for name in untold_fields():
        print(f"schema/knowledge/rules-google.txt tells nothing of the field {name}")
        faults = 1
    for name, text in (("smtplog-schema.7", schema_page()), ("smtplog-rules.5", rules_page()),
                       ("smtplog.1", main_page())):
        path = os.path.join(source, "docs/man", name)
        if "--check" not in sys.argv:
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
        elif not os.path.exists(path) or read("docs/man/" + name) != text:
            print(f"docs/man/{name} is not what its sources say: cmake --build build-dev --target man-update")
            faults = 1
    sys.exit(faults)


main()

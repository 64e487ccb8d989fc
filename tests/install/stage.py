#!/usr/bin/env python3
"""Runs one stage of a Containerfile in a folder that holds a Debian, as a builder of containers would:

    stage.py CONTAINERFILE NUMBER ROOT CONTEXT      stages count from 0; COPY takes from CONTEXT

where no builder of containers may run.  Looks first at what a lint of the file would: a release and not
"latest", package lists removed, nothing merely recommended, nothing fetched past the package manager or
upgraded behind the image's back, no root at the end, absolute paths.  COPY --from=STAGE takes from
CONTEXT too: whoever calls gives the other stage's folder.  Prints the last USER and ENTRYPOINT.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys


def stages(path):
    """The file's instructions as (word, rest), one list a stage."""
    with open(path) as text:
        whole = re.sub(r"^\s*#.*\n", "", text.read(), flags=re.M).replace("\\\n", " ")
    found = []
    for line in filter(str.strip, whole.splitlines()):
        word, rest = line.split(None, 1)
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest.strip()))
    return found


def lint(found):
    for stage in found:
        image = stage[0][1].split()[0]
        assert ":" in image and not image.endswith(":latest"), f"{image}: no release is named"
        for word, rest in stage:
            assert word in "FROM COPY WORKDIR RUN ENV USER VOLUME ENTRYPOINT CMD".split(), word
            assert "apt-get install" not in rest or "rm -rf" in rest and "/var/lib/apt/lists" in rest, rest
            assert "apt-get install" not in rest or "--no-install-recommends" in rest, rest
            assert not re.search(r"apt-get (dist-)?upgrade|\bsudo\b|\bcurl\b|\bwget\b|:latest", rest), rest
            assert word != "WORKDIR" or rest.startswith("/"), rest
            assert word not in ("ENTRYPOINT", "CMD") or isinstance(json.loads(rest), list), rest
    last = [word for word, _ in found[-1]]
    assert "VOLUME" not in last or "RUN" not in last[last.index("VOLUME"):], "what is written into a volume is lost"
    assert "USER" not in last or "RUN" not in last[last.index("USER"):], "root's work after USER"
    users = [rest for word, rest in found[-1] if word == "USER"]
    assert users and not users[-1].startswith(("root", "0")), "the container runs as root"


def copy(context, what, root, to):
    *sources, _ = what.split()
    for source in (s for s in sources if not s.startswith("--")):
        into = root + to
        for name in glob.glob(os.path.join(context, source.lstrip("/"))):
            if os.path.isdir(name):
                shutil.copytree(name, into, symlinks=True, dirs_exist_ok=True)
            else:
                os.makedirs(into, exist_ok=True)
                shutil.copy2(name, into)


def main():
    path, number, root, context = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    found = stages(path)
    lint(found)
    folder, env, last = "/", {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}, {}
    for word, rest in found[number]:
        last[word] = rest
        if word == "WORKDIR":
            folder = rest
        elif word == "ENV":
            env.update([rest.split("=", 1)])
        elif word == "COPY":
            copy(context, rest, root, rest.split()[-1])
        elif word == "RUN":
            done = subprocess.run(["chroot", root, "/bin/sh", "-ec", f"cd {folder}; {rest}"], env=env,
                                  text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode:
                sys.exit(f"RUN {rest}\n{done.stdout[-3000:]}")
    print(last.get("USER", "root"), " ".join(json.loads(last.get("ENTRYPOINT", "[]"))))


main()

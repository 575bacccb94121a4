"""What the work of trainers and departments costs as it grows, beside programs that do the same: rows for benches/table, and the growth as
a picture. Each stage of a department's work is one of `cargo bench --bench records`, in a process of its own."""
import json
import math
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LESSONS = (10, 100, 1000)
RECORDS = (1_000, 10_000, 100_000)
PEOPLE = 83_000
ROUNDS = 3


def built(bench):
    """The program of a bench of the library."""
    told = subprocess.run(["cargo", "bench", "--locked", "--no-run", "--bench", bench, "--message-format=json"], cwd=ROOT, capture_output=True, text=True, check=True)
    made = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    return next(one["executable"] for one in made if one.get("executable") and one["target"]["name"] == bench)


def took(words, **more):
    """Milliseconds of a program that ends by itself, the best of a few runs; and of its processor time."""
    wall, cpu = [], []
    for _ in range(ROUNDS):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
        wall.append((time.perf_counter() - began) * 1000)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return min(wall), min(cpu)


def checks(bench):
    """`bedside check` of courses of growing size, beside the syntax check of taplo and a book that mdbook makes of the same words."""
    write = built("check")
    taplo, mdbook = os.environ.get("TAPLO") or shutil.which("taplo"), shutil.which("mdbook")
    for count in LESSONS:
        course = bench.folder / f"course-{count}"
        subprocess.run([write, "write", str(course), str(count)], check=True)
        wall, _ = took([bench.program, "check", str(course)])
        bench.point("check", count, wall)
        other = took([taplo, "check"], cwd=course)[0] if taplo else None
        bench.row(f"check {count:,} lessons and quizzes{' (F: taplo check)' if other else ''}", [wall], other and [other], " ms", 0)
        if mdbook:
            bench.row(f"check {count:,} lessons and quizzes (F: mdbook build)", [wall], [took([mdbook, "build", book(course)])[0]], " ms", 0)
        shutil.rmtree(course)


def book(course):
    """The same files as chapters of a book."""
    source = course / "book" / "src"
    source.mkdir(parents=True)
    lines = ["# Summary", ""]
    for file in sorted(course.glob("*s/*.toml")):
        name = f"{file.parent.name}-{file.stem}"
        (source / f"{name}.md").write_text(f"# {name}\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
        lines.append(f"- [{name}]({name}.md)")
    (source / "SUMMARY.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(source.parent)


def records(bench):
    """A department's work at three sizes, each stage beside the least that does the same."""
    program = built("records")

    def stage(*words):
        told = subprocess.run([program, *map(str, words)], capture_output=True, text=True)
        if told.returncode:
            sys.exit(f"benches/table: {' '.join(map(str, words))}: {told.stderr}")
        # The last line has the figures: wall=1.234s cpu=1.20s.
        found = re.findall(r"wall=\s*([0-9.]+)s cpu=\s*([0-9.]+)s", told.stdout)
        return tuple(float(figure) for figure in found[-1]) if found else (0.0, 0.0)

    for count in RECORDS:
        file, data = bench.folder / f"{count}.jsonl", bench.folder / f"records-{count}"
        stage("make", count, "small", file)
        loop, _ = stage("verify", count, file)
        wall, _ = stage("collect", count, "small", file, data)
        bench.point("collect", count, wall * 1000)
        bench.row(f"collect {count:,} (F: verify_strict on all cores)", [wall], [loop], " s")
        wall, cpu = stage("audit", count, data)
        bench.point("verify by batch roots", count, wall * 1000)
        bench.row(f"verify {count:,} by batch roots, CPU (F: sha256sum)", [cpu], [stage("sha256sum", count, file)[1]], " s")
        wall, cpu = stage("export", count, "small", data)
        bench.point("export as CSV", count, wall * 1000)
        peer = [stage("peer", count, data)[1]] if shutil.which("sqlite3") else None
        bench.row(f"export {count:,} as CSV, CPU (F: sqlite3 -csv)", [cpu], peer, " s")
        os.remove(file)
        told = subprocess.run([sys.executable, str(ROOT / "benches" / "report"), bench.program, str(data), str(sample(bench)), str(PEOPLE)], capture_output=True, text=True)
        if found := re.search(r"report ([0-9.]+) s, DuckDB ([0-9.]+) s", told.stdout):
            bench.point("report, 83,000 people", count, float(found[1]) * 1000)
            bench.row(f"report {count:,}, {PEOPLE:,} people (F: DuckDB)", [float(found[1])], [float(found[2])], " s")
        shutil.rmtree(data)


def sample(bench):
    """A course folder whose course has the id of the sample's records."""
    folder = bench.folder / "sample"
    if not folder.exists():
        (folder / "lessons").mkdir(parents=True)
        identity = re.search(r'id = \\?"([a-z0-9-]+)', (ROOT / "tests" / "it" / "support" / "graduate.rs").read_text(encoding="utf-8"))[1]
        (folder / "course.toml").write_text(f'format = 1\nid = "{identity}"\ntitle = "A sample"\nversion = "1.0"\n', encoding="utf-8")
        (folder / "lessons" / "one.toml").write_text('title = "One"\n\n[[page]]\ntext = "Words."\n', encoding="utf-8")
    return folder


COLORS = ("#0b6e99", "#b3541e", "#4c7a34", "#7a3e8e", "#8a6d00")
WIDE, HIGH, LEFT, TOP, RIGHT, BOTTOM = 860, 460, 70, 30, 230, 60


def picture(points):
    """The growth as an SVG: both scales by powers of ten, so that what grows in proportion rises as the grey lines do."""
    every = [point for series in points.values() for point in series]
    counts, times = [count for count, _ in every], [time for _, time in every]
    low, high = math.floor(math.log10(min(counts))), math.ceil(math.log10(max(counts)))
    least, most = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    across = lambda count: LEFT + (math.log10(count) - low) / (high - low) * (WIDE - LEFT - RIGHT)
    down = lambda time: HIGH - BOTTOM - (math.log10(time) - least) / (most - least) * (HIGH - TOP - BOTTOM)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="13" role="img" aria-labelledby="what">',
        '<title id="what">Time by size: every line rises as the grey lines do, in proportion, or more slowly.</title>',
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
        f'<clipPath id="in"><rect x="{LEFT}" y="{TOP}" width="{WIDE - LEFT - RIGHT}" height="{HIGH - TOP - BOTTOM}"/></clipPath>',
    ]
    for power in range(low, high + 1):
        out.append(f'<path d="M{across(10**power):.1f} {TOP}V{HIGH - BOTTOM}" stroke="#e4e4e4"/>')
        out.append(f'<text x="{across(10**power):.1f}" y="{HIGH - BOTTOM + 20}" text-anchor="middle" fill="#333">{10**power:,}</text>')
    for power in range(least, most + 1):
        word = f"{10**power:g} ms" if power < 3 else f"{10 ** (power - 3):g} s"
        out.append(f'<path d="M{LEFT} {down(10**power):.1f}H{WIDE - RIGHT}" stroke="#e4e4e4"/>')
        out.append(f'<text x="{LEFT - 8}" y="{down(10**power) + 4:.1f}" text-anchor="end" fill="#333">{word}</text>')
    for power in range(least - high + low, most + 1):
        start, end = (10**low, 10**power), (10**high, 10 ** (power + high - low))
        out.append(f'<path clip-path="url(#in)" d="M{across(start[0]):.1f} {down(start[1]):.1f}L{across(end[0]):.1f} {down(end[1]):.1f}" stroke="#d0d0d0" stroke-dasharray="2 4"/>')
    ends = []
    for color, (name, series) in zip(COLORS, points.items()):
        line = " ".join(f"{across(count):.1f},{down(time):.1f}" for count, time in series)
        out.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2.5"/>')
        out.extend(f'<circle cx="{across(count):.1f}" cy="{down(time):.1f}" r="4" fill="{color}"/>' for count, time in series)
        ends.append([down(series[-1][1]) + 4, across(series[-1][0]) + 10, name, color])
    ends.sort()
    for before, after in zip(ends, ends[1:]):
        after[0] = max(after[0], before[0] + 16)
    out.extend(f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}">{name}</text>' for y, x, name, color in ends)
    out.append(f'<text x="{(LEFT + WIDE - RIGHT) / 2:.0f}" y="{HIGH - 14}" text-anchor="middle" fill="#333">records; lessons and quizzes for check</text>')
    return "\n".join([*out, "</svg>", ""])

"""html_peers.py FOLDER: other extractors on FOLDER/*.html; their texts go beside the pages, a JSON line for each to stdout.

Run by bench/html.lua.  A program that is not installed is left out.  Time is processor time of extraction to TEI where the
program writes TEI, else to text, pages in memory, after one page to warm up.
"""
import json
import pathlib
import sys
import time


def run(key, name, folder, extract, timed=None):
    pages = sorted(folder.glob("*.html"))
    texts = {p: p.read_text(encoding="utf-8") for p in pages}
    (timed or extract)(texts[pages[0]])
    results, seconds = {}, 0.0
    for path, text in texts.items():
        start = time.process_time()
        found = (timed or extract)(text)
        seconds += time.process_time() - start
        results[path] = found if timed is None else extract(text)
    for path, found in results.items():
        path.with_suffix(".%s.txt" % key).write_text(found or "", encoding="utf-8")
    print(json.dumps({"key": key, "name": name, "seconds": seconds}), flush=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    try:
        import trafilatura

        version = trafilatura.__version__

        def text(page, **options):
            return trafilatura.extract(page, include_comments=False, **options)

        run("trafilatura", "trafilatura %s" % version, folder, text, lambda page: text(page, output_format="xmltei"))
        run("precise", "trafilatura %s, precision mode" % version, folder, lambda page: text(page, favor_precision=True),
            lambda page: text(page, favor_precision=True, output_format="xmltei"))
    except ImportError:
        pass
    try:
        import lxml.html
        import readability

        def readable(page):
            summary = readability.Document(page).summary()
            return lxml.html.fromstring(summary).text_content()

        run("readability", "readability-lxml (text only)", folder, readable)
    except ImportError:
        pass


main()

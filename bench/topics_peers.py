"""Other classifiers on the texts of bench/topics.lua: python bench/topics_peers.py FOLDER -> JSON {set: {program: figures}}.

FOLDER holds SET.train.jsonl and SET.test.jsonl, one label a text.  Needs fasttext, numpy below 2 and scikit-learn; one that is
missing is left out.  fastText's input is shuffled: sorted by class it loses 30 points.
"""
import glob
import json
import os
import random
import re
import sys
import tempfile


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows], [row["labels"][0] for row in rows]


def figures(wanted, given):
    right = {label: [0, 0, 0] for label in wanted}
    for w, g in zip(wanted, given):
        if w == g:
            right[w][0] += 1
        else:
            right[w][2] += 1
            if g in right:
                right[g][1] += 1
    macro = sum(2 * a / (2 * a + b + c) if a else 0 for a, b, c in right.values()) / len(right)
    return {"accuracy": sum(w == g for w, g in zip(wanted, given)) / len(wanted), "macro_f1": macro}


def fasttext_rows(train, test):
    import fasttext
    fasttext.FastText.eprint = lambda _: None
    words = lambda text: " ".join(re.findall(r"\w+|[^\w\s]", text.lower()))
    names = sorted(set(train[1]))
    rows = list(zip(*train))
    random.Random(1).shuffle(rows)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        for text, label in rows:
            file.write(f"__label__{names.index(label)} {words(text)}\n")
    found = {}
    for name, settings in (("fastText", {}), ("fastText, 25 epochs, pairs", {"lr": 0.5, "epoch": 25, "wordNgrams": 2})):
        model = fasttext.train_supervised(file.name, thread=1, verbose=0, **settings)
        given = []
        for text in test[0]:
            guess = model.f.predict(words(text) + "\n", 1, 0.0, "strict")
            given.append(names[int(guess[0][1][9:])] if guess else None)
        found[name] = figures(test[1], given)
    os.unlink(file.name)
    return found


def sklearn_rows(train, test):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.naive_bayes import ComplementNB
    from sklearn.svm import LinearSVC
    found = {}
    for suffix, grams in (("", (1, 1)), (", pairs", (1, 2))):
        vectors = TfidfVectorizer(ngram_range=grams, sublinear_tf=True)
        x, y = vectors.fit_transform(train[0]), vectors.transform(test[0])
        found["LinearSVC" + suffix] = figures(test[1], LinearSVC().fit(x, train[1]).predict(y))
        if not suffix:
            found["ComplementNB"] = figures(test[1], ComplementNB().fit(x, train[1]).predict(y))
    return found


def main(folder):
    answer = {}
    for path in sorted(glob.glob(folder + "/*.train.jsonl")):
        train, test = read(path), read(path.replace(".train.", ".test."))
        found = {}
        for rows in (fasttext_rows, sklearn_rows):
            try:
                found.update(rows(train, test))
            except ImportError as error:
                print(f"topics_peers: left out: {error}", file=sys.stderr)
        answer[os.path.basename(path)[: -len(".train.jsonl")]] = found
    print(json.dumps(answer))


main(sys.argv[1])

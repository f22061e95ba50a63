/** Model code as people write it: what it is read as, or the place and the word of the refusal. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { LabError } from "../../core/errors";
import { problemOf, runCode } from "../../conformance/code-cases";
import { networkShapes } from "../../graph/shapes";
import { parseSpec } from "../../graph/parse-spec";
import { readModel } from "./read";

const FOLDER = join(import.meta.dirname, "..", "fixtures");

interface Source {
  readonly title: string;
  readonly input: readonly number[];
  /** "10 (62006)", or words of the refusal with bars between them. */
  readonly expected: string;
  readonly code: string;
}

/** Sources in one file, each behind a line `=== title: 3 32 32 -> 10 (62006)`. */
function sourcesIn(file: string): readonly Source[] {
  const parts = readFileSync(join(FOLDER, file), "utf8").split(/^=== /m).slice(1);
  return parts.map((part) => {
    const [head = "", ...lines] = part.split("\n");
    const [, title = "", input = "", expected = ""] = /^(.*): ([\d ]+) -> (.*)$/.exec(head) ?? [];
    return { title, input: input.split(" ").map(Number), expected, code: lines.join("\n") };
  });
}

const files = readdirSync(FOLDER).filter((file) => file.endsWith(".txt"));

describe.each(files)("%s", (file) => {
  it.each(sourcesIn(file))("$title", ({ input, expected, code }) => {
    if (/^line \d/.test(expected)) {
      const [place = "", ...words] = expected.split("|");
      const said = refusal(code, input);
      for (const word of [`${place},`, ...words]) expect(said).toContain(word);
      return;
    }
    const { network } = readModel(code, input);
    const { output, parameterCount } = networkShapes(
      parseSpec(JSON.parse(JSON.stringify(network))),
    );
    expect(`${output.shape.join(" ")} (${parameterCount})`).toBe(expected);
  });
});

function refusal(code: string, input: readonly number[]): string {
  try {
    readModel(code, input);
    return "it was read";
  } catch (error) {
    if (error instanceof LabError) return error.message;
    throw error;
  }
}

test("at least forty sources in the styles of coursework are kept", () => {
  expect(files.flatMap(sourcesIn).length).toBeGreaterThanOrEqual(40);
});

test("the kept cases of pasted code are read or refused as they must be", () => {
  const verdicts = [...runCode(readFileSync(join(FOLDER, "model-code.jsonl"), "utf8"))];
  expect(verdicts.length).toBe(90);
  expect(verdicts.filter(({ problem }) => problem !== null)).toEqual([]);
});

test("a case that is read otherwise fails, and one that should be refused", () => {
  const one = { id: "x", picture: [3, 8, 8], code: "nn.Conv2d(3, 4, 3)" };
  expect(problemOf({ ...one, shape: [4, 8, 8] })).toBe("gives 4×6×6, expected 4×8×8");
  expect(problemOf({ ...one, parameters: 3 })).toBe("has 112 parameters, expected 3");
  expect(problemOf({ ...one, refuse: true })).toContain("must be refused");
  expect(problemOf({ ...one, code: "nn.Conv2d()", refuse: true, names: "flatten" })).toContain(
    "does not name flatten",
  );
});

test.each([
  ["a = [1]\n" + "a = a + a\n".repeat(40), "4096 are followed"],
  ["a = [1]\n" + "a = [*a, *a]\n".repeat(40), "4096 are followed"],
  ["a = [1]\n" + "a.extend(a)\n".repeat(40), "4096 are followed"],
  ["a = [1]\n" + "a += a\n".repeat(40), "4096 are followed"],
  ["a = 'x'\n" + "a = a + a\n".repeat(40), "signs; 1048576 are followed"],
  ["a = 'x'\n" + "a = f'{a}{a}'\n".repeat(40), "signs; 1048576 are followed"],
  [`a = ${"-".repeat(50_000)}1\n`, "nested too deeply"],
  [`a = ${"not ".repeat(20_000)}1\n`, "nested too deeply"],
  [`a = ${"1 + ".repeat(20_000)}1\n`, "nested too deeply"],
])("code that grows without end is refused (%#)", (code, message) => {
  expect(() => readModel(`${code}nn.Sequential(nn.ReLU())`, [3, 8, 8])).toThrow(
    new RegExp(message),
  );
});

test("lists that stand in one another many times are compared once each", () => {
  const grown = (name: string) => `${name} = [1]\n${`${name} = [${name}, ${name}]\n`.repeat(60)}`;
  const read = (more: string) =>
    readModel(`${grown("a")}${grown("b")}${more}nn.Conv2d(3, 4 if a == b else 8, 3)`, [3, 8, 8])
      .network.layers[0]?.["out_channels"];
  expect(read("")).toBe(4);
  expect(read("b = [b, a[0]]\na = [a, b]\n")).toBe(8);
  // in themselves
  expect(read("a = [1]\nb = [1]\na.append(a)\nb.append(b)\n")).toBe(4);
});

test("an item is put where Python puts it; one that is not there stays out", () => {
  const read = (index: string) =>
    readModel(`a = [8, 16]\na[${index}] = 4\nnn.Conv2d(3, a[1], 3)`, [3, 8, 8]).network;
  expect(["1", "-1", "1000000000"].map((at) => read(at).layers[0]?.["out_channels"])).toEqual([
    4, 4, 16,
  ]);
});

test("a layer cannot read less than one number", () => {
  for (const code of ["nn.Linear(-1, 2)", "nn.Conv2d(-3, 4, 3)"])
    expect(() => readModel(code, [3, 8, 8])).toThrow(/no extent can be less than 1/);
});

test("what does not change the network is named with its line", () => {
  const { skipped } = readModel(
    [
      "model = keras.Sequential([",
      "    keras.Input((8, 8, 3)),",
      "    layers.Rescaling(1./255),",
      "    layers.Conv2D(4, 3, kernel_regularizer='l2'),",
      "])",
      "model.compile(optimizer='adam', loss='mse')",
      "model.summary()",
      "history = plt.figure()",
    ].join("\n"),
    [3, 8, 8],
  );
  expect(skipped).toEqual([
    { line: 3, what: "layers.Rescaling prepares the data: the network is the same without it" },
    { line: 4, what: "kernel_regularizer does not change the network" },
    { line: 6, what: "model.compile(…) does not change the network" },
    { line: 7, what: "model.summary(…) does not change the network" },
    { line: 8, what: "plt.figure(…) does not change the network" },
  ]);
});

test("layers have the names of their attributes, and of their kind where there are none", () => {
  const names = (code: string): readonly string[] =>
    readModel(code, [3, 8, 8]).network.layers.map(({ name }) => name);
  expect(names("nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3))")).toEqual([
    "conv1",
    "relu1",
    "conv2",
  ]);
  expect(
    names(
      [
        "class Net(nn.Module):",
        "    def __init__(self):",
        "        super().__init__()",
        "        self.features = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())",
        "        self.input = nn.Identity()",
        "    def forward(self, x):",
        "        return F.relu(self.features(self.input(x)))",
      ].join("\n"),
    ),
  ).toEqual(["input#2", "features.0", "features.1", "relu1"]);
});

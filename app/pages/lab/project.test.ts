/** A project as a file: everything comes back; PyTorch's names stand in it; nonsense is refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { readSafetensors, writeSafetensors } from "../../../engine/data/formats/safetensors";
import { networks } from "../../../engine/graph/networks";
import { lenet5 } from "../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../engine/graph/shapes";
import { readModel } from "../../../engine/code/read/read";
import { misfit } from "./train/fit";
import { fileName } from "../../shell/copy";
import { kerasScript, torchScript } from "../../../engine/code/write/scripts/network";
import { notebook } from "./take/notebook";
import { fileKind } from "./open/file-kind";
import { pictureShape } from "../../pictures/picture-shape";
import { numbersOf, PIXEL_RULES, STANDARD_PIXELS } from "./pixels";
import { filledWeights, newProject, projectFile, projectFrom } from "./project";

const residual = networks["residual20"]?.() ?? lenet5();

describe("a project", () => {
  test("comes back from its file with every weight, also where names have dots", () => {
    const dotted = {
      ...lenet5(),
      layers: lenet5().layers.map((l) => ({ ...l, name: `a.${l.name}` })),
    };
    for (const spec of [lenet5(), residual, dotted]) {
      const project = newProject("mine", spec);
      const { weights } = filledWeights(project, networkShapes(spec));
      const whole = { ...project, weights, trained: "at home", classes: ["cat", "dog"] };
      expect(projectFrom(projectFile(project))?.weights.size).toBe(0);
      const back = projectFrom(projectFile(whole));
      expect(back).toEqual({ ...whole, spec: expect.anything() });
      expect(back?.spec).toEqual(spec);
    }
  });

  test("has PyTorch's names in its file, with the count that its batch norm wants", () => {
    const names = [...readSafetensors(projectFile(newProject("r", residual))).keys()];
    expect(names.some((name) => /^s1b1_bn1\.num_batches_tracked$/.test(name))).toBe(true);
    expect(names.filter((name) => /\.(w|b|gamma|beta)$/.test(name))).toEqual([]);
  });

  test("keeps the weights of layers that still fit, and names those that are drawn", () => {
    const project = newProject("mine", lenet5());
    const { weights, drawn } = filledWeights(project, networkShapes(lenet5()));
    expect(drawn).toEqual(["conv1", "conv2", "fc1", "fc2", "fc3"]);
    const wider = {
      ...lenet5(),
      layers: lenet5().layers.map((l) => (l.name === "fc2" ? { ...l, out_features: 60 } : l)),
    };
    const after = filledWeights({ ...project, spec: wider, weights }, networkShapes(wider));
    expect(after.drawn).toEqual(["fc2", "fc3"]);
    expect(after.weights.get("conv1.w")).toBe(weights.get("conv1.w"));
  });

  test("remembers in its file which layers are drawn", () => {
    const { weights } = filledWeights(newProject("a", lenet5()), networkShapes(lenet5()));
    const some = new Map([...weights].filter(([name]) => !name.startsWith("fc2.")));
    const project = { ...newProject("mine", lenet5()), weights: some, trained: "at home" };
    expect(projectFrom(projectFile(project))).toEqual(project);
  });

  test("is read from every file that it is written to, whatever its names are", () => {
    const long = (most: number) => fc.string({ maxLength: most, size: "max" });
    fc.assert(
      fc.property(long(300), long(300), fc.array(long(300)), (name, trained, classes) => {
        const project = { ...newProject(name, lenet5()), trained, classes };
        const back = projectFrom(projectFile(project));
        expect(name.startsWith(back?.name ?? "-")).toBe(true);
        expect(trained.startsWith(back?.trained ?? "-")).toBe(true);
        expect(back?.classes.map((one) => one.length)).toEqual(
          classes.map((one) => Math.min(one.length, 120)),
        );
      }),
      { numRuns: 20 },
    );
  });

  test("is no project in a file of weights alone; a damaged one is refused", () => {
    expect(projectFrom(writeSafetensors(new Map()))).toBeNull();
    const broken = writeSafetensors(new Map(), { convlab: "{}" });
    expect(() => projectFrom(broken)).toThrow(LabError);
  });
});

describe("what is taken away", () => {
  test("a script and a notebook are read as the same network again", () => {
    for (const spec of [lenet5(), residual]) {
      const network = networkShapes(spec);
      const cells: unknown = Reflect.get(
        JSON.parse(notebook(network, "n", "n.safetensors")),
        "cells",
      );
      const code = Array.isArray(cells)
        ? cells
            .filter((cell) => cell.cell_type === "code")
            .map((cell) => cell.source.join(""))
            .join("\n\n")
        : "";
      for (const text of [torchScript(network, "n.safetensors"), code]) {
        const read = networkShapes(readModel(text, spec.input).network);
        expect(read.layers.map(({ shape }) => shape)).toEqual(
          network.layers.map(({ shape }) => shape),
        );
      }
    }
    expect(kerasScript(lenet5())).toContain("model = keras.Sequential([");
  });

  test("files have names that every system takes", () => {
    expect(["My net/1: a", "¿?", "Größe"].map((name) => fileName(name, "network"))).toEqual([
      "My-net-1-a",
      "network",
      "Größe",
    ]);
  });
});

describe("training", () => {
  const layers = (spec: ReturnType<typeof lenet5>) => networkShapes(spec);

  test("a network that reads and tells apart what there is fits", () => {
    expect(misfit(layers(lenet5()), [1, 28, 28], 10)).toBeNull();
  });

  test("another picture, another number of classes: what is offered fits", () => {
    const small = networks["sample"]?.() ?? lenet5();
    const read = misfit(layers(small), [1, 39, 39], 10);
    expect(misfit(layers(read?.repair?.spec ?? small), [1, 39, 39], 10)).toBeNull();
    const three = misfit(layers(lenet5()), [1, 28, 28], 3);
    expect(three?.repair?.words).toBe("Let fc3 give 3");
    expect(misfit(layers(three?.repair?.spec ?? lenet5()), [1, 28, 28], 3)).toBeNull();
    expect(misfit(layers(lenet5()), [1, 7, 7], 10)?.repair).toBeNull();
  });
});

describe("a picture", () => {
  const white = Uint8ClampedArray.from({ length: 16 }, () => 255);
  const red = Uint8ClampedArray.from([255, 0, 0, 255]);

  test("becomes numbers in the network's order, minus its mean, over its deviation", () => {
    expect([...numbersOf(white, [1, 2, 2], STANDARD_PIXELS)]).toEqual([1, 1, 1, 1]);
    const { caffe, signed } = PIXEL_RULES;
    expect([...numbersOf(red, [3, 1, 1], caffe?.pixels ?? STANDARD_PIXELS)]).toEqual([
      -104, -117, 132,
    ]);
    expect([...numbersOf(red, [3, 1, 1], signed?.pixels ?? STANDARD_PIXELS)]).toEqual([1, -1, -1]);
  });

  test("is read by networks of one or three planes, and of as many numbers in a row", () => {
    expect(pictureShape([784])).toEqual([1, 28, 28]);
    expect(pictureShape([3072])).toEqual([3, 32, 32]);
    expect([pictureShape([16, 8, 8]), pictureShape([10])]).toEqual([null, null]);
  });
});

describe("a file", () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const problem = (name: string, size: number, first = bytes()): string => {
    const found = fileKind(name, size, first);
    return "problem" in found ? found.problem : found.kind;
  };

  test("that cannot be opened says what it is and what can be done", () => {
    expect(problem("a.onnx", 0)).toContain("is empty");
    expect(problem("a.onnx", 300 * 2 ** 20)).toContain("300 MB; at most 64 MB");
    expect(problem("a.py", 2 ** 21)).toContain("2.0 MB; at most 1.0 MB");
    expect(problem("a.ipynb", 2 ** 26)).toContain("at most 32.0 MB");
    expect(problem("a.pth", 100, bytes(0x80, 2))).toContain("save_file");
    expect(problem("a.h5", 100)).toContain("Keras");
    expect(problem("a.docx", 100, bytes(0x50, 0x4b, 3, 4))).toContain("zip archive");
    expect(problem("a", 100, bytes(1, 2, 3))).toContain("not known");
  });

  test("is known by its name, or by its first bytes where the name says nothing", () => {
    expect(problem("a.ONNX", 9)).toBe("onnx");
    expect(problem("model", 9, bytes(8, 7, 18))).toBe("onnx");
    expect(problem("model", 99, bytes(8, 0, 0, 0, 0, 0, 0, 0, 0x7b))).toBe("safetensors");
    expect(problem("a.pth", 9, bytes(0x50, 0x4b, 3, 4))).toBe("checkpoint");
    expect([problem("a.py", 9), problem("a.ipynb", 2 ** 24)]).toEqual(["code", "notebook"]);
  });
});

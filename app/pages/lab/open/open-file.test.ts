/** Files for the network that is there: weights fit it or are refused; a notebook is its code. */
import { zipSync } from "fflate";
import { expect, test, vi } from "vitest";
import { savedStateDict } from "../../../../engine/data/formats/torch/files.testing";
import { lenet5 } from "../../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../../engine/graph/shapes";
import { filledWeights, newProject } from "../project";
import { onnxFile, ownFile } from "../take/files";
import { openFile } from "./open-file";

// Where there are no workers the page reads the file itself.
vi.mock("./worker?worker&url", () => ({ default: "" }));

const project = newProject("LeNet-5", lenet5());
const { weights } = filledWeights(project, networkShapes(lenet5()));

/** As PyTorch saves them: "conv1.weight". */
function checkpoint(without = ""): File {
  const tensors = [...weights].filter(([name]) => name !== without);
  const saved = savedStateDict(
    Object.fromEntries(
      tensors.map(([name, { shape, data }]) => [
        name.replace(/\.w$/, ".weight").replace(/\.b$/, ".bias"),
        { type: "Float", shape, bytes: new Uint8Array(Float32Array.from(data).buffer) },
      ]),
    ),
  );
  return new File([Uint8Array.from(saved)], "net.pth");
}

test("a checkpoint of PyTorch gives the network its weights", async () => {
  const opened = await openFile(checkpoint(), project);
  expect(opened).toMatchObject({ project: { name: "LeNet-5", trained: "from net.pth" } });
  expect("project" in opened && opened.project.weights).toEqual(weights);
});

test("one that lacks a tensor is refused with its name", async () => {
  expect(await openFile(checkpoint("fc3.b"), project)).toEqual({
    problem:
      "“net.pth” was not opened: The file has no tensor fc3.b. These weights are not for lenet5.",
  });
});

test("a notebook is the code of its cells, without the lines that are for the notebook", async () => {
  const cells = [
    { cell_type: "markdown", source: ["# A"] },
    { cell_type: "code", source: ["%matplotlib inline\n", "net = nn.ReLU()"], outputs: [{}] },
    { cell_type: "code", source: "!pip install torch\nx = 1" },
  ];
  const file = new File([JSON.stringify({ cells })], "a.ipynb");
  expect(await openFile(file, project)).toEqual({ code: "\nnet = nn.ReLU()\n\n\nx = 1" });
  const broken = await openFile(new File(["{"], "a.ipynb"), project);
  expect("problem" in broken && broken.problem).toMatch(/^“a.ipynb” was not opened: /);
});

test("an ONNX file of the lab brings back weights, class names and the rule for pixels", async () => {
  const classes = Array.from({ length: 10 }, (_, at) => `class ${at}`);
  const pixels = { ...project.pixels, mean: [0.5, 0.5, 0.5] };
  const whole = { ...project, weights, classes, pixels, trained: "at home" };
  const { bytes, notes } = await onnxFile(whole, networkShapes(lenet5()));
  expect(notes).toEqual(["It is written in opset 17."]);
  const opened = await openFile(new File([bytes], "a.onnx"), newProject("b", lenet5()));
  expect(opened).toMatchObject({
    project: { name: "LeNet-5", classes, pixels, trained: "at home", weights },
  });
  const fresh = await onnxFile(project, networkShapes(lenet5()));
  expect(fresh.notes.at(-1)).toBe("Not trained: conv1, conv2, fc1, fc2, fc3.");
});

test("a file that is larger than the lab opens says so when it is saved", () => {
  const layers = [{ name: "fc1", op: "linear", out_features: 4200, bias: false }];
  const spec = { format: 1, name: "wide", input: [4200], layers } as const;
  const tensor = { shape: [4200, 4200], data: new Float32Array(4200 * 4200) };
  const wide = { ...newProject("wide", spec), weights: new Map([["fc1.w", tensor]]) };
  expect(ownFile(wide).notes.join()).toContain("the file has 67.3 MB; at most 64 MB are read");
  expect(ownFile(project).notes).toEqual([]);
});

test("a zip of all networks opens as one; what is none says so", async () => {
  const second = { ...newProject("Second", lenet5()), weights, trained: "at home" };
  const bytes = zipSync({
    "a.safetensors": ownFile(project).bytes,
    "b.safetensors": ownFile(second).bytes,
    "c.safetensors": new Uint8Array(20),
    "d.txt": new Uint8Array(3),
  });
  const opened = await openFile(new File([bytes], "convlab-networks.zip"), project);
  expect(opened).toMatchObject({
    projects: [{ name: "LeNet-5" }, { name: "Second", weights, trained: "at home" }],
    notes: [expect.stringMatching(/^“c.safetensors” was not opened/)],
  });
  const none = await openFile(new File([zipSync({ a: bytes })], "a.zip"), project);
  expect(none).toEqual({
    problem: expect.stringMatching(/^“a.zip” was not opened: The zip holds no network of the lab/),
  });
});

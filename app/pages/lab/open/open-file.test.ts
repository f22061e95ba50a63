/** Files for the network that is there: weights fit it or are refused; a notebook is its code. */
import { expect, test } from "vitest";
import { savedStateDict } from "../../../../engine/data/formats/torch/files.testing";
import { lenet5 } from "../../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../../engine/graph/shapes";
import { filledWeights, newProject } from "../project";
import { openFile } from "./open-file";

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

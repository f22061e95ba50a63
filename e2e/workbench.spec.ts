/** `#/lab`: a network of one's own, brought in, changed and undone, by keys. */
import { readFile } from "node:fs/promises";
import { node, onnxFile, tensor } from "../engine/onnx/files.testing";
import { expect, expectAccessible, expectArithmeticAddsUp, test } from "./lab";

const CODE = `model = nn.Sequential(
    nn.Conv2d(1, 8, 3),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(1352, 10),
)
`;

test("code with a mistake says where and stays; mended, its layers are listed and drawn", async ({
  lab,
}) => {
  await lab.open("lab", { still: "1" });
  const { page } = lab;
  await expectAccessible(page);
  await page.getByRole("button", { name: "Paste code" }).click();
  const code = page.getByLabel("Code of your network");
  await code.fill(CODE.replace("nn.ReLU", "nn.RaLU"));
  await expect(page.getByText(/Line 3, column 5/i)).toBeVisible();
  await expect(page.getByRole("button", { name: "Use this code" })).toBeDisabled();
  await code.fill(`import torch\n${CODE}optimiser = torch.optim.SGD(model.parameters(), lr=0.1)\n`);
  await page.getByRole("button", { name: "Use this code" }).click();
  await expect(page.getByRole("row", { name: /^conv1 .*8×26×26/ })).toBeVisible();
  await expect(page.getByRole("tree", { name: /layers of My network/ })).toBeVisible();
  await expect(page.getByText("13,610 parameters").first()).toBeVisible();
});

test("a layer is changed, removed and mended by keys alone; undo brings it back", async ({
  lab,
}) => {
  await lab.open("lab", { still: "1" });
  const { page } = lab;
  const layer = (name: string) =>
    page
      .getByRole("region", { name: "Layers, to be changed" })
      .getByRole("button", { name, exact: true });
  await layer("conv1").focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowDown");
  await expect(layer("conv2")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("row", { name: /^conv2 .*17×10×10/ })).toBeVisible();
  await layer("flatten").focus();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("row", { name: /^fc1 .*does not fit/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Put flatten before it" }).press("Enter");
  await expect(page.getByRole("row", { name: /^flatten1 .*425/ })).toBeVisible();
  const undo = page.getByRole("button", { name: "Undo" });
  for (let step = 0; step < 3; step++) await undo.press("Enter");
  await expect(page.getByRole("row", { name: /^conv2 .*16×10×10/ })).toBeVisible();
  await expect(undo).toBeDisabled();
});

test("an ONNX file opens with its weights; files that are none say what they are", async ({
  lab,
}) => {
  await lab.open("lab", { still: "1" });
  const { page } = lab;
  const file = page.getByLabel("A file with a network");
  const model = {
    inputs: { picture: [1, 1, 6, 6] },
    outputs: ["y"],
    tensors: { w: tensor(2, 1, 3, 3) },
    nodes: [node("Conv", ["picture", "w"], "c"), node("Relu", ["c"], "y")],
  };
  const put = (name: string, buffer: Uint8Array) =>
    file.setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });
  await put("small.onnx", onnxFile(model));
  await expect(page.getByText("small is open: 2 layers, 18 parameters.")).toBeVisible();
  const odd = { ...model, nodes: [node("Conv", ["picture", "w"], "c"), node("Foo", ["c"], "y")] };
  await put("odd.onnx", onnxFile(odd));
  await expect(page.getByText(/“odd.onnx” was not opened.*Foo/)).toBeVisible();
  const graph = page.getByRole("region", { name: "Nodes" });
  await expect(graph.getByRole("row", { name: /^\/c\/Conv Conv input 2×4×4/ })).toBeVisible();
  await expect(
    graph.getByRole("row", { name: /Not read: .*the lab has no such op/ }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Open what is read, up to /c/Conv" }).click();
  await expect(page.getByText("odd is open: 1 layer, 18 parameters.")).toBeVisible();
  await expect(page.getByText("It ends at /c/Conv")).toBeVisible();
  await put("empty.onnx", new Uint8Array(0));
  await expect(page.getByText("“empty.onnx” is empty.")).toBeVisible();
  await put("net.pt", new Uint8Array([0x80, 2]));
  await expect(page.getByText(/save_file/)).toBeVisible();
  await expect(page.getByRole("row", { name: /4×4/ }).first()).toBeVisible();
});

test("a digit is recognised; its score, a map's number and who reads it are asked by key", async ({
  lab,
}) => {
  await lab.open("lab?part=ask", { still: "1" });
  const { page } = lab;
  await page.getByRole("button", { name: "A digit of the test set" }).click();
  await expect(page.getByText(/The network says \d, > 9/).first()).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  const [bar] = await page
    .getByRole("list", { name: /likeliest/ })
    .getByRole("button")
    .all();
  await bar?.press("Enter");
  await expect(page.getByText("Fully connected: 84 products")).toBeVisible();
  expect((await expectArithmeticAddsUp(page)).length).toBeGreaterThan(1);
  await page.getByLabel("Numbers of").selectOption("conv2");
  const wall = page.getByRole("application", { name: /^conv2/ });
  await wall.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A convolution: 150 products from 6 maps")).toBeVisible();
  await page.getByRole("button", { name: /^map 0 of relu2, row 0, column 1/ }).press("Enter");
  await expect(page.getByText("ReLU: the number before it")).toBeVisible();
});

test("what a trained network would miss: each layer and each channel left out, and asked again", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("lab?part=ask", { still: "1" });
  const panel = page.getByRole("region", { name: "What would be missed" });
  await panel.getByRole("button", { name: "Measure" }).press("Enter");
  await expect(panel.getByText(/As it is: 9[5-9].* % of 500 held-out pictures/)).toBeVisible();
  await expect(panel.getByRole("button", { name: "Measure" })).toBeVisible({ timeout: 30_000 });
  const bars = panel.getByRole("listitem");
  const named = (await bars.allTextContents()).map((text) => text.slice(0, 5));
  expect(named.toSorted()).toEqual(["relu1", "relu2", "relu3", "relu4"]);
  await panel.getByLabel("Leave out").selectOption("each channel of conv1");
  await expect(bars).toHaveCount(0);
  await panel.getByRole("button", { name: "Measure" }).press("Enter");
  await expect(bars).toHaveCount(6, { timeout: 30_000 });
  await expectAccessible(page);
});

test("held-out pictures are laid out by what the last layer reads of them, and each can be chosen by key", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("lab?part=ask", { still: "1" });
  const panel = page.getByRole("region", { name: "Classes apart" });
  await panel.getByRole("button", { name: "Lay them out" }).press("Enter");
  const drawing = panel.getByRole("img", { name: /500 examples by two numbers/ });
  await expect(drawing).toBeVisible({ timeout: 30_000 });
  const marks = await drawing.locator("text").allTextContents();
  expect(marks).toHaveLength(500);
  expect(new Set(marks)).toEqual(new Set("0123456789"));
  await panel.getByRole("slider", { name: "Picture" }).press("ArrowRight");
  await expect(panel.getByText(/^Picture 1: .*first axis/)).toBeVisible();
  const matrix = panel.getByRole("table");
  const counts = (await matrix.getByRole("button").allTextContents()).map(
    (text) => Number(text) || 0,
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(500);
  const mistakes = counts.findIndex((count, at) => count > 0 && at % 11 !== 0);
  const [label, answer] = [Math.floor(mistakes / 10), mistakes % 10];
  await matrix.getByRole("button").nth(mistakes).click();
  const [worst] = await panel.getByRole("listitem").all();
  await expect(worst ?? panel).toContainText(`${label} → ${answer}`);
  await worst?.getByRole("button").press("Enter");
  await expect(panel.getByText(new RegExp(`: ${label}, read as ${answer};`))).toBeVisible();
  const units = page.getByRole("region", { name: "What a unit likes best" });
  await units.getByRole("button", { name: "Find them" }).press("Enter");
  await expect(units.getByRole("listitem")).toHaveCount(8, { timeout: 30_000 });
  const numbers = (await units.getByRole("listitem").allTextContents()).map(Number.parseFloat);
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  await expectAccessible(page);
});

test("a network learns, keeps its weights over a reload, and is taken away and opened again", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("lab?part=train", { still: "1" });
  const { page } = lab;
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const keep = page.getByRole("button", { name: "Keep the trained weights" });
  await expect(keep).toBeEnabled({ timeout: 60_000 });
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await keep.click();
  await expect(page.getByText("The network has these weights now")).toBeVisible();
  await page.getByRole("link", { name: "Take it away" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Keep “LeNet-5” here/ }).click();
  await expect(page.getByText("“LeNet-5” is kept on this device.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Network and weights" }).click(),
  ]);
  const file = await download.path();
  const [asOnnx] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "ONNX", exact: true }).click(),
  ]);
  await expect(page.getByText(/LeNet-5.onnx is saved: 2\d\d kB/)).toBeVisible();
  const onnx = await readFile(await asOnnx.path());
  await page.reload();
  await page.getByRole("link", { name: "Ask it" }).click();
  await expect(page.getByText(/Its weights: trained here on/)).toBeVisible();
  await page.getByText("Bring another one").click();
  await page.getByLabel("Begin with a known network").selectOption("plain20");
  await expect(page.getByText(/Its weights are drawn at random/)).toBeVisible();
  await page.getByLabel("A file with a network").setInputFiles({
    name: "LeNet-5.safetensors",
    mimeType: "application/octet-stream",
    buffer: await readFile(file),
  });
  await expect(page.getByText(/Its weights: trained here on/)).toBeVisible();
  await page.getByLabel("Begin with a known network").selectOption("plain20");
  await expect(page.getByText(/Its weights are drawn at random/)).toBeVisible();
  await page.getByLabel("A file with a network").setInputFiles({
    name: "LeNet-5.onnx",
    mimeType: "application/octet-stream",
    buffer: onnx,
  });
  await expect(page.getByText(/Its weights: trained here on/)).toBeVisible();
});

test("a network that reads other pictures is fitted to those there are; a link opens it elsewhere", async ({
  lab,
}) => {
  await lab.open("lab?part=train", { still: "1" });
  const { page } = lab;
  await page.getByText("Bring another one").click();
  await page.getByLabel("Begin with a known network").selectOption("residual20");
  await page.getByRole("button", { name: "Let it read 1×28×28" }).click();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Take it away" }).click();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy a link" }).click();
  await expect(page.getByText("The link is copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByText(/Residual network of 20 layers is open/)).toBeVisible();
  await expect(page.getByRole("row", { name: /^input .*1×28×28/ })).toBeVisible();
});

/** A CSV file as Kaggle has digits: dark pictures are class 0, bright ones class 1. */
function twoClasses(): Buffer {
  const rows = Array.from({ length: 60 }, (_, at) => {
    const label = at % 2;
    const pixels = Array.from({ length: 784 }, (__, pixel) => 150 * label + ((at + pixel) % 97));
    return [label, ...pixels].join(",");
  });
  return Buffer.from(rows.join("\n"));
}

test("one's own pictures, the settings and the run are there again after a reload", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("lab?part=train", { still: "1" });
  const { page } = lab;
  await page
    .getByLabel("Pictures as zip, CSV, IDX or npy")
    .setInputFiles({ name: "two.csv", mimeType: "text/csv", buffer: twoClasses() });
  await page.getByRole("button", { name: "Let fc3 give 2" }).click();
  await expect(page.getByText("They are kept on this device")).toBeVisible();
  const step = page.getByRole("button", { name: "One step", exact: true });
  for (let at = 1; at <= 3; at++) {
    await step.click();
    await expect(page.getByText(`step ${at}`, { exact: false }).first()).toBeVisible();
  }
  await page.reload();
  await expect(page.getByText(/two.csv: 50 pictures to learn from, 10 held out/)).toBeVisible();
  await expect(page.getByText(/it goes on from step 3/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Forget these pictures" }).click();
  await expect(page.getByText("They are gone when the page is closed.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Open the pictures to learn from")).toBeVisible();
  await page.getByRole("button", { name: "learn the lab’s digits" }).click();
  await expect(page.getByText("It would learn handwritten digits.")).toBeVisible();
});

test("good settings are found: a rate by the range test, two settings by a grid, and taken over", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("lab?part=train", { still: "1" });
  const { page } = lab;
  await page.getByText("Find good settings").click();
  const range = page.getByRole("region", { name: "Learning-rate range test" });
  await range.getByRole("button", { name: "Test the rates" }).click();
  const said = range.getByText(/^The mean loss is smallest/);
  await expect(said).toBeVisible({ timeout: 60_000 });
  const [, rate = ""] = /a tenth of it, ([\d.]+), is/.exec((await said.textContent()) ?? "") ?? [];
  await range.getByRole("button", { name: `Use ${rate}` }).click();
  await expect(page.getByText(`Learning rate = ${rate}`)).toBeVisible();
  const grid = page.getByRole("region", { name: "A grid of settings" });
  await grid.getByLabel("Values").first().fill("0.01 0.1x");
  await grid.getByLabel("Values").first().press("Enter");
  await expect(grid.getByRole("alert")).toContainText("does not take all of these values");
  await grid.getByLabel("Values").first().fill("0.01 0.05");
  await grid.getByLabel("Values").first().press("Enter");
  await grid.getByLabel("Down").selectOption("none");
  await grid.getByLabel("Steps of each").fill("20");
  await grid.getByRole("button", { name: "Train 2 networks" }).click();
  await expect(grid.getByRole("button", { name: "All trained" })).toBeVisible({ timeout: 60_000 });
  await grid.getByRole("button", { name: /0\.05: loss/ }).click();
  await expect(grid.getByText(/% of the held-out pictures right at step 20/)).toBeVisible();
  await expectAccessible(page);
  await grid.getByRole("button", { name: "Train with these settings" }).click();
  await expect(page.getByText("Learning rate = 0.05")).toBeVisible();
});

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
  const nodes = [
    node("Conv", ["picture", "w"], "c"),
    node("Foo", ["c"], "y"),
    node("Relu", ["y"], "z"),
  ];
  const odd = { ...model, outputs: ["z"], nodes };
  await put("odd.onnx", onnxFile(odd));
  await expect(page.getByText(/“odd.onnx” was not opened.*Foo/)).toBeVisible();
  const graph = page.getByRole("region", { name: "Nodes" });
  const boxes = graph.getByRole("listitem");
  await expect(boxes).toHaveText([
    /Conv.*\/c\/Conv.*2×4×4.*reads input/,
    /Foo.*\/y\/Foo.*shape not known.*reads \/c\/Conv.*Not read: .*the lab has no such op/,
    /Relu.*\/z\/Relu.*shape not known.*reads \/y\/Foo/,
  ]);
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
  for (const [kind, first] of [
    ["SVG", /^<(\?xml|svg)/],
    ["PNG", /^.PNG/],
  ] as const) {
    await page.getByRole("button", { name: "Save the picture: maps of conv2" }).press("Enter");
    const [made] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: `Save as ${kind}` }).press("Enter"),
    ]);
    expect((await readFile(await made.path())).toString("latin1")).toMatch(first);
  }
});

test("a pixel of each map of reasons is written out by its definition, each number opens further", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  const { page } = lab;
  await lab.open("lab?part=ask", { still: "1" });
  await page.getByRole("button", { name: "A digit of the test set" }).click();
  const why = page.getByRole("region", { name: "Which part of the picture it comes from" });
  await expect(why).toBeVisible({ timeout: 20_000 });
  const pixel = why.getByRole("region", { name: "This pixel in numbers" });
  const map = why.getByRole("application", { name: /How much each part/ });
  for (const [way, first] of [
    ["gradient", /, gradient of pixel in row/],
    ["gradient × input", /, gradient of pixel in row/],
    ["Grad-CAM", /, mean gradient of map \d+ of pool2/],
    ["occlusion", /, number \d of fc3, covered/],
  ] as const) {
    await why.getByRole("radio", { name: way, exact: true }).check({ force: true });
    await map.hover();
    await page.mouse.move(0, 0);
    await map.focus();
    await page.keyboard.press("ArrowDown");
    await expect(async () => {
      await map.press("Enter");
      await expect(pixel).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
    expect((await expectArithmeticAddsUp(pixel)).length).toBeGreaterThan(0);
    await pixel.getByRole("button", { name: first }).first().press("Enter");
    if (way === "Grad-CAM")
      await pixel
        .getByRole("button", { name: /, gradient of map \d+ of pool2/ })
        .first()
        .press("Enter");
    await expect(pixel.getByRole("region", { name: "Where the number comes from" })).toBeVisible();
    expect((await expectArithmeticAddsUp(pixel)).length).toBeGreaterThan(1);
  }
  await expectAccessible(page);
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
  await worst?.getByRole("button").first().press("Enter");
  await expect(panel.getByText(new RegExp(`: ${label}, read as ${answer};`))).toBeVisible();
  const about = (worst ?? panel).getByRole("button", { name: /Ask about it/ });
  const place = /\d+$/.exec((await about.textContent()) ?? "")?.[0];
  await about.press("Enter");
  await expect(
    page.getByText(
      new RegExp(`^Picture ${place} of [\\d,]+ held-out ones .* It is of ${label}\\.$`),
    ),
  ).toBeVisible();
  await expect(page.getByText(new RegExp(`^The network says ${answer}, `)).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(about).toBeFocused();
  const units = page.getByRole("region", { name: "What a unit likes best" });
  await units.getByRole("button", { name: "Find them" }).press("Enter");
  await expect(units.getByRole("listitem")).toHaveCount(8, { timeout: 30_000 });
  const numbers = (await units.getByRole("listitem").allTextContents()).map(Number.parseFloat);
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  await expectAccessible(page);
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

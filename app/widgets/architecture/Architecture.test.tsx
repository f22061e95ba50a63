// @vitest-environment happy-dom
/**
 * The figure of a whole network on the page: its table, another network, and the numbers of a pass,
 * which are fetched when they are looked at.
 */
import { readFileSync } from "node:fs";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useLayoutEffect, useState } from "react";
import { afterEach, expect, test } from "vitest";
import { size } from "../../../engine/core/shape";
import { tensor } from "../../../engine/core/tensor";
import { deviceNumbers } from "../../../engine/explain/device";
import { layerOf, type Numbers, splitName } from "../../../engine/explain/numbers";
import { networks } from "../../../engine/graph/networks";
import { networkShapes } from "../../../engine/graph/shapes";
import { seeded, seededTensor } from "../../../engine/train/seeded-pass";
import { CoveredContext } from "../../figures/marks/covered";
import { Architecture } from "./Architecture";
import { type ArchitectureState, fields } from "./definition";
import { LayerNumbers } from "./LayerNumbers";
import { openWeights } from "./open-weights";
import { inBlueFirst, inColour } from "./source";

afterEach(cleanup);

let now: ArchitectureState = fields.standard;

function useHost(start: Partial<ArchitectureState>) {
  const [state, setState] = useState(() => fields.restore(start, fields.standard));
  useLayoutEffect(() => {
    now = state;
  }, [state]);
  return { state, change: setState };
}

function Host({ start }: { readonly start: Partial<ArchitectureState> }) {
  const host = useHost(start);
  return <Architecture id="a" hidden={new Set()} locked={new Set()} mode="lesson" {...host} />;
}

test("a row of the table is chosen and given up; the last row adds up", () => {
  render(<Host start={{ view: "table", network: "vgg16" }} />);
  const row = screen.getByRole("button", { name: "classifier.0" });
  fireEvent.click(row);
  expect(now.chosen).toBe("classifier.0");
  expect(row.getAttribute("aria-pressed")).toBe("true");
  fireEvent.click(row);
  expect(now.chosen).toBe("");
  expect(screen.getByRole("table").textContent).toContain("138,357,544");
});

test("a question hides one number: of the table, of the facts and of the lines, and no other", () => {
  const asked = new Set(["conv2.parameters", "input.output"]);
  const view = (start: Partial<ArchitectureState>) => (
    <CoveredContext value={asked}>
      <Host start={start} />
    </CoveredContext>
  );
  render(view({ view: "table", network: "alexnet_two_tower" }));
  const row = screen.getByRole("button", { name: "conv2" }).closest("tr");
  expect(row?.textContent).toContain("?");
  expect(row?.textContent).not.toContain("307,456");
  expect(screen.getByRole("table").textContent).toContain("60,965,224");
  cleanup();
  render(view({ network: "alexnet_two_tower", chosen: "conv2" }));
  const said = document.body.innerHTML;
  expect(said).not.toContain("307,456");
  expect(said).not.toContain("3×227×227");
  expect(said).toContain("96×55×55");
});

test("changing over to another network forgets the layer that was chosen", () => {
  render(<Host start={{ view: "table", others: "lenet5, alexnet_two_tower", chosen: "conv1" }} />);
  fireEvent.change(screen.getByLabelText("Network"), { target: { value: "alexnet_two_tower" } });
  expect([now.network, now.chosen]).toEqual(["alexnet_two_tower", ""]);
  expect(screen.getByRole("table").textContent).toContain("60,965,224");
});

test("any number of the chosen layer is asked what it sees; in a network too large only that", () => {
  render(<Host start={{ network: "sample", chosen: "conv3" }} />);
  expect(document.body.textContent).toContain("The number 0, 3, 3 of conv3 sees 15×15");
  const back = screen.getByRole("list", { name: /layer by layer back/ });
  expect([...back.querySelectorAll("li")].map((one) => one.textContent)).toEqual([
    "conv3 1×1",
    "conv2 5×5",
    "conv1 13×13",
    "picture 15×15",
  ]);
  expect(back.querySelector("li:last-child [data-field]")?.getAttribute("data-field")).toBe(
    "12 12 27 27",
  );
  fireEvent.click(screen.getByRole("button", { name: "row: less" }));
  expect(now.neuron).toEqual([0, 2, 3]);
  expect(document.querySelector("[data-field]")?.getAttribute("data-field")).toBe("8 12 23 27");
  expect(screen.getByRole("checkbox", { name: "What counts" })).toBeTruthy();
  cleanup();
  render(<Host start={{ network: "vgg16", chosen: "features.28" }} />);
  expect(document.body.textContent).toContain("sees");
  expect(screen.queryByRole("checkbox", { name: "What counts" })).toBeNull();
});

test("a run says beforehand what it takes, and that nothing has run", () => {
  render(<Host start={{ view: "run" }} />);
  expect(document.body.textContent).toContain("416,520 multiply-adds");
  expect(screen.queryByRole("application")).toBeNull();
});

test("a run that takes more memory than a page has says so beforehand", () => {
  const layers = Array.from({ length: 12 }, () => "conv 512 3x3 pad 1").join(" | ");
  render(<Host start={{ view: "run", network: layers, input: "3x999x999" }} />);
  expect(document.body.textContent).toContain("it cannot be run here: network needs");
});

function Numbered({ numbers }: { readonly numbers: Numbers }) {
  const { state, change } = useHost({ trail: [{ tensor: "conv2.y", index: [3, 4, 5] }] });
  return <LayerNumbers numbers={numbers} layer="conv2" state={state} change={change} />;
}

/** As the page gets them: outputs when they are asked for (here any), weights on the spot. */
function passNumbers(name: string): Numbers {
  const spec = networks[name]?.();
  if (spec === undefined) throw new Error(`there is no ${name}`);
  const network = networkShapes(seeded(spec));
  const any = (shape: readonly number[]) => {
    const whole = [1, ...shape];
    return tensor(
      whole,
      Float32Array.from({ length: size(whole) }, (_, at) => Math.sin(at)),
    );
  };
  return deviceNumbers({
    network,
    tensors: { input: any(spec.input) },
    fetch: async (tensorName) => {
      const [owner, slot] = splitName(network, tensorName);
      const layer = layerOf(network, owner);
      return slot === "y" ? any(layer.shape) : seededTensor(layer, slot, 1);
    },
    provenance: { kind: "device", backend: "wasm", description: "", run: "pass", step: 1 },
  });
}

test("a number of a pass is opened, and from it the next, also where hundreds of maps are added", async () => {
  const numbers = passNumbers("alexnet_two_tower");
  await act(async () => render(<Numbered numbers={numbers} />));
  await screen.findByRole("heading", { name: /map 3 of conv2, row 4, column 5/i });
  // 48 maps of the filter's own tower: eight are written out, the others are one number.
  expect(document.body.textContent).toContain("1 to 8 of 48 groups");
  fireEvent.click(screen.getByRole("button", { name: "Next" }));
  expect(document.body.textContent).toContain("9 to 16 of 48 groups");
});

test("colours are standardised as torchvision does", () => {
  const pixels = inColour(Uint8ClampedArray.from([255, 0, 128, 255]));
  expect(pixels[0]).toBeCloseTo((1 - 0.485) / 0.229);
  expect(pixels[1]).toBeCloseTo(-0.456 / 0.224);
  expect(pixels[2]).toBeCloseTo((128 / 255 - 0.406) / 0.225);
});

test("blue first: 0 to 255 minus the mean of each colour", () => {
  const pixels = inBlueFirst(Uint8ClampedArray.from([255, 0, 128, 255]));
  expect([...pixels]).toEqual([128 - 104, -117, 255 - 123]);
});

test("weights of a file are taken where they fit the network, with names for its classes", async () => {
  const network = networkShapes(seeded(networks["lenet5"]?.() ?? sampleOnly()));
  const bytes = readFileSync("public/weights/lenet5-mnist.safetensors");
  const opened = await openWeights(new File([bytes], "digits.safetensors"), network);
  expect(opened.kind === "weights" && opened.weights.get("fc3.b")?.length).toBe(10);
  const names = Array.from({ length: 10 }, (_, at) => `n0000000${at} digit ${at}`).join("\n");
  expect(await openWeights(new File([names], "names.txt"), network)).toEqual({
    kind: "classes",
    classes: Array.from({ length: 10 }, (_, at) => `digit ${at}`),
  });
  const sample = networkShapes(seeded(sampleOnly()));
  const wrong = await openWeights(new File([bytes], "digits.safetensors"), sample);
  expect(wrong.kind === "problem" && wrong.why).toMatch(/^“digits.safetensors” was not opened: /);
});

function sampleOnly() {
  const spec = networks["sample"]?.();
  if (spec === undefined) throw new Error("there is no sample");
  return spec;
}

// @vitest-environment happy-dom
/** The network that was worked on last is opened again, but never over another one. */
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { lenet5 } from "../../../engine/graph/networks/lenet";
import { newProject, projectFile, projectFrom } from "./project";

const read = vi.hoisted(() => ({
  file: Promise.resolve<ArrayBuffer | null>(null),
  written: [] as ArrayBuffer[],
}));
vi.mock("../../store/projects", () => ({
  UNNAMED: "",
  readProject: () => read.file,
  writeProject: async (_: string, file: ArrayBuffer) => {
    read.written.push(file);
    return "";
  },
  listProjects: async () => [],
  deleteProject: async () => undefined,
}));

const sample = networks["sample"]?.() ?? lenet5();
const kept = newProject("kept", sample);
const linked = newProject("linked", lenet5());
let answer: () => Promise<void>;

beforeEach(() => {
  vi.resetModules();
  read.written.length = 0;
  read.file = new Promise((resolve) => {
    answer = () => act(async () => resolve(projectFile(kept).buffer));
  });
});
afterEach(cleanup);

async function page(isNew: boolean) {
  const { useStoredProjects } = await import("./useStoredProjects");
  const { useProject } = await import("./useProject");
  return renderHook(
    (props: { isNew: boolean }) => {
      const bench = useProject(() => newProject("first", lenet5()));
      useStoredProjects(bench, props.isNew);
      return bench;
    },
    { initialProps: { isNew } },
  );
}

test("what was worked on last is opened when the page is", async () => {
  const { result } = await page(true);
  expect(result.current.project.name).toBe("first");
  await answer();
  expect(result.current.project.name).toBe("kept");
});

test("a network from a link stays, also when the link has left the address", async () => {
  const { result, rerender } = await page(false);
  act(() => result.current.change(linked, "open linked"));
  rerender({ isNew: true });
  await answer();
  expect(result.current.project.name).toBe("linked");
});

test("what is opened before the kept one is read stays", async () => {
  const { result } = await page(true);
  act(() => result.current.change(linked, "open linked"));
  await answer();
  expect(result.current.project.name).toBe("linked");
});

/** Names of the networks that were written. */
function written(): readonly string[] {
  return read.written.map((file) => projectFrom(new Uint8Array(file))?.name ?? "");
}

test("new weights are written at once, a change of the layers when it has settled", async () => {
  vi.useFakeTimers();
  try {
    const { result } = await page(false);
    act(() => result.current.change(linked, "open linked"));
    act(() => vi.advanceTimersByTime(10));
    const before = written();
    act(() => result.current.changeSpec(sample, "other layers"));
    act(() => vi.advanceTimersByTime(100));
    expect(written()).toEqual(before);
    act(() => vi.advanceTimersByTime(200));
    expect(written().length).toBe(before.length + 1);
    const weights = new Map([["fc.b", { shape: [1], data: Float32Array.of(1) }]]);
    act(() => result.current.change({ ...linked, name: "trained", weights }, "keep weights"));
    act(() => vi.advanceTimersByTime(10));
    expect(written().at(-1)).toBe("trained");
  } finally {
    vi.useRealTimers();
  }
});

test("what has not settled is written when the page is left", async () => {
  const { result, unmount } = await page(false);
  act(() => result.current.change({ ...kept, name: "hidden" }, "open"));
  dispatchEvent(new Event("pagehide"));
  expect(written().at(-1)).toBe("hidden");
  act(() => result.current.change({ ...kept, name: "left" }, "open"));
  unmount();
  expect(written().at(-1)).toBe("left");
});

// @vitest-environment happy-dom
/** The network that was worked on last is opened again, but never over another one. */
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { lenet5 } from "../../../engine/graph/networks/lenet";
import { newProject, projectFile } from "./project";

const read = vi.hoisted(() => ({ file: Promise.resolve<ArrayBuffer | null>(null) }));
vi.mock("../../store/projects", () => ({
  UNNAMED: "",
  readProject: () => read.file,
  writeProject: async () => "",
  listProjects: async () => [],
  deleteProject: async () => undefined,
}));

const kept = newProject("kept", networks["sample"]?.() ?? lenet5());
const linked = newProject("linked", lenet5());
let answer: () => Promise<void>;

beforeEach(() => {
  vi.resetModules();
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

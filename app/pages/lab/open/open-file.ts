/** A file that somebody chose or dropped, opened for the network that is there. */
import { t } from "../../../language/words";
import { LabError } from "../../../../engine/core/errors";
import { parseJson } from "../../../../engine/core/json";
import { readSafetensors, type StoredTensors } from "../../../../engine/data/formats/safetensors";
import { parseSpec } from "../../../../engine/graph/parse-spec";
import { networkShapes } from "../../../../engine/graph/shapes";
import type { ImportedNetwork } from "../../../../engine/onnx/import";
import type { OutlinedNode } from "../../../../engine/onnx/outline";
import { reason, withEnd } from "../../../shell/reason";
import { aboutIn, newProject, type Project, projectFrom, stored } from "../project";
import { fileKind, FIRST_BYTES } from "./file-kind";

export type OpenedFile =
  /** The project is this now; sentences about what was read. */
  | { readonly project: Project; readonly notes: readonly string[] }
  /** To be read as code. */
  | { readonly code: string }
  | { readonly picture: File }
  /** Several networks, to be kept on this device. */
  | { readonly projects: readonly Project[]; readonly notes: readonly string[] }
  | { readonly problem: string; readonly refused?: RefusedGraph };

/** The graph of an ONNX file that was not opened, and the part of it that can be. */
export interface RefusedGraph {
  readonly nodes: readonly OutlinedNode[];
  readonly part: { readonly project: Project; readonly upTo: string } | null;
}

/** Never rejects: what is wrong is said, with the file's name. */
export async function openFile(file: File, now: Project): Promise<OpenedFile> {
  const first = new Uint8Array(await file.slice(0, FIRST_BYTES).arrayBuffer());
  const found = fileKind(file.name, file.size, first);
  if ("problem" in found) return found;
  try {
    switch (found.kind) {
      case "picture":
        return { picture: file };
      case "code":
        return { code: await file.text() };
      case "notebook":
        return { code: codeOf(await file.text()) };
      case "names":
        return await names(file, now);
      case "json":
        return { project: specProject(file.name, await file.text()), notes: [] };
      case "zip": {
        const { networksIn } = await import("./zip-of-networks");
        return networksIn(new Uint8Array(await file.arrayBuffer()));
      }
      case "safetensors":
        return safetensors(file.name, new Uint8Array(await file.arrayBuffer()), now);
      case "checkpoint": {
        const { readCheckpoint } = await import("../../../../engine/data/formats/torch/checkpoint");
        return weights(file.name, readCheckpoint(new Uint8Array(await file.arrayBuffer())), now);
      }
      default:
        return await onnx(file);
    }
  } catch (error) {
    return { problem: unopened(file, error) };
  }
}

function unopened({ name }: File, error: unknown): string {
  return t("“{name}” was not opened: {error}", { name, error: withEnd(reason(error)) });
}

async function onnx(file: File): Promise<OpenedFile> {
  const { readOnnxAway } = await import("./read-onnx");
  const answer = await readOnnxAway(await file.arrayBuffer());
  if ("read" in answer) {
    const { notes, batch } = answer.read;
    const many = batch !== null && batch > 1;
    return {
      project: projectOf(answer.read, file.name),
      notes: many
        ? [
            ...notes,
            t("The file is written for {batch} pictures at a time; here it reads one.", { batch }),
          ]
        : notes,
    };
  }
  const { code, message, hint, outline } = answer;
  const { nodes, part } = outline;
  return {
    problem: unopened(file, new LabError(code, message, hint)),
    refused: {
      nodes,
      part: part === null ? null : { project: projectOf(part.network, file.name), upTo: part.upTo },
    },
  };
}

function projectOf({ spec, weights: tensors, metadata }: ImportedNetwork, name: string): Project {
  const about = aboutIn(metadata);
  return {
    ...newProject(about?.name ?? stem(name), spec),
    ...(about === null ? {} : { classes: about.classes, pixels: about.pixels }),
    weights: tensors,
    trained: about?.trained || t("from {name}", { name }),
  };
}

/** A project, or weights for the network that is there. */
function safetensors(name: string, bytes: Uint8Array, now: Project): OpenedFile {
  const project = projectFrom(bytes);
  return project === null ? weights(name, readSafetensors(bytes), now) : { project, notes: [] };
}

/** For the network that is there. */
function weights(name: string, given: StoredTensors, now: Project): OpenedFile {
  const network = networkShapes(parseSpec(now.spec));
  return {
    project: { ...now, weights: stored(given, network), trained: t("from {name}", { name }) },
    notes: [t("The weights of {name} are those of {name2} now.", { name, name2: now.name })],
  };
}

function specProject(name: string, text: string): Project {
  return newProject(stem(name), parseSpec(parseJson(text)));
}

/** One name a line: of the classes; or code that was saved as text. */
async function names(file: File, now: Project): Promise<OpenedFile> {
  const text = await file.text();
  if (/^\s*(import|from|class|model|nn\.)\b.*/m.test(text) && /[(=]/.test(text))
    return { code: text };
  // WordNet's numbers stand before the names in lists of ImageNet.
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^n\d{8}\s+/, "").trim());
  const classes = lines.filter((line) => line !== "").map((line) => line.slice(0, 120));
  const { shape } = networkShapes(parseSpec(now.spec)).output;
  const wanted = shape.reduce((product, extent) => product * extent, 1);
  if (classes.length !== wanted)
    throw new LabError(
      "format",
      t("it has {classes} lines, but {name} gives {wanted} numbers", {
        classes: classes.length,
        name: now.name,
        wanted,
      }),
      t("A list of class names has one name a line, in the order of the classes."),
    );
  return {
    project: { ...now, classes },
    notes: [t("The {wanted} classes have the names of {name} now.", { wanted, name: file.name })],
  };
}

/** The code cells of a notebook, one after the other. */
function codeOf(text: string): string {
  const notebook: unknown = JSON.parse(text);
  const cells: unknown =
    typeof notebook === "object" && notebook !== null ? Reflect.get(notebook, "cells") : null;
  if (!Array.isArray(cells)) throw new LabError("format", t("it is no notebook: it has no cells"));
  const codes = cells.flatMap((cell: unknown) => {
    if (typeof cell !== "object" || cell === null) return [];
    if (Reflect.get(cell, "cell_type") !== "code") return [];
    const source: unknown = Reflect.get(cell, "source");
    return [Array.isArray(source) ? source.join("") : String(source)];
  });
  // Lines for the notebook itself: %matplotlib inline, !pip install.
  return codes.join("\n\n").replaceAll(/^[ \t]*[%!].*$/gm, "");
}

function stem(name: string): string {
  return name.replace(/\.\w+$/, "").slice(0, 60) || "network";
}

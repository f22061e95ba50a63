/** A network with its weights and a set of pictures, as workers are asked. */
import { writeSafetensors } from "../../../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { filledWeights, type Project } from "../project";
import type { SubjectQuestion } from "./subject";

export function questionOf(
  project: Project,
  network: NetworkShapes,
  data: SubjectQuestion["data"],
): SubjectQuestion {
  return {
    base: document.baseURI,
    spec: network.spec,
    weights: writeSafetensors(filledWeights(project, network).weights).buffer,
    data,
    pixels: project.pixels,
  };
}

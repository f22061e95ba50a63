/** What the project's network says of a picture, anew whenever one of them changes. */
import { useEffect, useMemo, useState } from "react";
import { LabError, orProblem } from "../../../../engine/core/errors";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import type { OpenRequest } from "../../../runs/runs";
import { useRun } from "../../../runs/useRun";
import { reason } from "../../../shell/reason";
import type { Project } from "../project";
import { type Answered, Asker, requestInUse } from "./in-use";

export interface Answer {
  /** Null while there is none for this network. */
  readonly answered: Answered | null;
  readonly problem: string;
  /** Who computes. */
  readonly description: string;
}

export function useAnswer(
  project: Project,
  network: NetworkShapes,
  input: Float32Array | null,
): Answer {
  const { handle, view } = useRun("lab in use", true);
  const request = useMemo(
    () => requestOrError(project, network),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the project only the weights count
    [project.weights, network],
  );
  const [held, setHeld] = useState<{
    readonly of: unknown;
    readonly answered: Answered | null;
    readonly problem: string;
  }>({ of: null, answered: null, problem: "" });
  const [asker, setAsker] = useState<Asker | null>(null);
  useEffect(() => {
    if (request instanceof LabError) return undefined;
    const made = new Asker(handle, network, (answer) =>
      setHeld(
        "problem" in answer
          ? { of: request, answered: null, problem: reason(answer.problem) }
          : { of: request, answered: answer, problem: "" },
      ),
    );
    void handle.open(request).then(() => {
      if (!made.stopped && handle.view.getState().phase !== "failed") setAsker(made);
    });
    return () => {
      made.stopped = true;
      setAsker(null);
    };
  }, [handle, network, request]);
  useEffect(() => {
    if (asker !== null && input !== null) asker.ask(input);
  }, [asker, input]);
  const mine = held.of === request ? held : null;
  const failed =
    view.phase === "failed" && view.problem !== null
      ? reason(new LabError(view.problem.code, view.problem.message, view.problem.hint))
      : "";
  return {
    answered: mine?.answered ?? null,
    problem: request instanceof LabError ? reason(request) : mine?.problem || failed,
    description: view.provenance?.description ?? "",
  };
}

function requestOrError(project: Project, network: NetworkShapes): OpenRequest | LabError {
  return orProblem(() => requestInUse(project, network));
}

/** Finds what a layer's units answer to most, off the page's thread. */
import { networkShapes } from "../../../../engine/graph/shapes";
import { answerWith } from "../../../widgets/answering";
import { openSubject, type SubjectQuestion } from "./subject";
import { unitAnswers } from "./units";

export interface UnitsQuestion extends SubjectQuestion {
  readonly layer: string;
}

answerWith(async (question: UnitsQuestion) =>
  unitAnswers(networkShapes(question.spec), await openSubject(question), question.layer),
);

/** Lays held-out pictures out on two axes, off the page's thread. */
import { networkShapes } from "../../../../engine/graph/shapes";
import { answerWith } from "../../../widgets/answering";
import { embed } from "./embedding";
import { openSubject, type SubjectQuestion } from "./subject";

answerWith(async (question: SubjectQuestion) =>
  embed(networkShapes(question.spec), await openSubject(question)),
);

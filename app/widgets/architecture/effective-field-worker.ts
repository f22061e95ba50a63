/** Computes one effective receptive field off the page's thread. */
import { effectiveField } from "../../../engine/explain/effective";
import { answerWith } from "../answering";

answerWith(effectiveField);

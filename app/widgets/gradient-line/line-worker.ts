/** Computes one line of gradients off the page's thread. */
import { answerWith } from "../answering";
import { lineOf } from "./line";

answerWith(lineOf);

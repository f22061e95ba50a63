/** To a student who has joined a lecture: the four letters of the answer that was just given. */
import { t } from "../../language/words";
import { type ReactNode, useState } from "react";
import * as v from "valibot";
import type { QuestionBlock } from "../runtime/question-block";
import { useScope } from "../runtime/scope";
import { answerKey, noAnswer } from "../../store/answers";
import { deviceStorage } from "../../store/lab-storage";
import { useLab } from "../../store/store";
import { PEOPLE, writeCode } from "./answer-code";
import { answered } from "./possible-answers";
import styles from "./audience.module.css";

const NOTE = "person";
const person = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PEOPLE - 1));

export function JoinedCode({ block }: { readonly block: QuestionBlock }): ReactNode {
  const { doc, mode } = useScope();
  const answer = useLab(({ answers }) => answers[answerKey(mode, doc.id, block.id)]) ?? noAnswer;
  const [own] = useState(ownNumber);
  const given = answered(block, answer);
  if (given === null) return null;
  const code = writeCode(`${doc.id}/${block.id}`, { answer: given, person: own });
  return (
    <p className={styles["code"]}>
      {t("Your code for the lecturer")} <output aria-label={[...code].join(" ")}>{code}</output>
    </p>
  );
}

/** Drawn once on this device; it says nothing of who somebody is. */
function ownNumber(): number {
  const storage = deviceStorage();
  const known = storage.read(NOTE, person);
  if (known !== null) return known;
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  storage.write(NOTE, drawn % PEOPLE);
  return drawn % PEOPLE;
}

/** `#/present/<id>[/<step>]`: a lesson on a projector; `?notes` is the speaker's window. */
import { type ReactNode, Suspense } from "react";
import { LessonAt } from "../../course/LessonAt";
import { Boundary } from "../../shell/Boundary";
import { useAddress } from "../../shell/useAddress";
import { Notes } from "./Notes";
import { PresentView } from "./PresentView";

export function Present(): ReactNode {
  const { path, parameters } = useAddress();
  const [id = ""] = path;
  const notes = parameters.has("notes");
  return (
    <Suspense>
      <Boundary key={id} what="This lecture">
        <LessonAt>
          {(doc, registry) =>
            notes ? <Notes doc={doc} /> : <PresentView doc={doc} registry={registry} />
          }
        </LessonAt>
      </Boundary>
    </Suspense>
  );
}

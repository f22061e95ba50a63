/**
 * `#/present/<id>[/<step>]`: a lesson on a projector; `?notes` is the speaker's window, `?audience`
 * one that follows.
 */
import { type ReactNode, Suspense, use } from "react";
import { LessonAt } from "../../course/LessonAt";
import { t } from "../../language/words";
import { loadLater } from "../../later/parts";
import { once } from "../../later/retry";
import { Boundary } from "../../shell/Boundary";
import { useAddress } from "../../shell/useAddress";
import { Notes } from "./Notes";
import { PresentView } from "./PresentView";

export function Present(): ReactNode {
  const { path, parameters } = useAddress();
  const [id = ""] = path;
  const notes = parameters.has("notes");
  const follows = parameters.has("audience");
  return (
    <Suspense>
      <Boundary key={id} what={t("This lecture")}>
        <LessonAt>
          {(doc, registry) =>
            notes ? (
              <Notes doc={doc} />
            ) : (
              <Whole>
                <PresentView key={`${follows}`} doc={doc} registry={registry} follows={follows} />
              </Whole>
            )
          }
        </LessonAt>
      </Boundary>
    </Suspense>
  );
}

/** The same promise for each drawing. */
const whole = once(loadLater);

/** A lecture begins with all its parts: a key that comes at once would find no answer to tell. */
function Whole({ children }: { readonly children: ReactNode }): ReactNode {
  use(whole());
  return children;
}

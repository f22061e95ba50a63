/** `#/present/<id>[/<step>]`: a lesson on a projector; `?notes` is the speaker's window. */
import { type ReactNode, Suspense, use } from "react";
import { loadLesson } from "../../lesson/runtime/library";
import { widgetNames } from "../../lesson/runtime/walk";
import { Boundary } from "../../shell/Boundary";
import { NotFound } from "../../shell/NotFound";
import { useLab } from "../../store/store";
import { useAddress } from "../../shell/useAddress";
import { widgetsOf } from "../../widgets/lazy";
import { Notes } from "./Notes";
import { PresentView } from "./PresentView";

export function Present(): ReactNode {
  const { path, parameters } = useAddress();
  const [id = ""] = path;
  return (
    <Suspense>
      <Boundary key={id} what="This lecture">
        <Loaded id={id} notes={parameters.has("notes")} />
      </Boundary>
    </Suspense>
  );
}

function Loaded({ id, notes }: { readonly id: string; readonly notes: boolean }): ReactNode {
  const language = useLab((state) => state.settings.language);
  const doc = use(loadLesson(id, language));
  if (doc === null) return <NotFound what={`There is no lesson called “${id.slice(0, 60)}”.`} />;
  return notes ? <Notes doc={doc} /> : <PresentView doc={doc} registry={use(widgetsOf(doc, widgetNames))} />;
}

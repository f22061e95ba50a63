/** The compiler with the lab's own widgets: what the build, the command line and the studio use. */
import { generators } from "../practice";
import { widgets } from "../../widgets";
import type { Compiled } from "./compile";
import { compileDraft, type DraftFiles } from "./draft";
import { compileCourse, type CompiledFile, type CourseFile } from "./course";

export function compileShipped(files: readonly CourseFile[]): CompiledFile[] {
  return compileCourse(files, widgets);
}

/** One file from anywhere: the studio's, a dropped one, one out of a link. Never throws. */
export function compileForeign(text: string, file: string, files: DraftFiles = {}): Compiled {
  return compileDraft(text, file, { registry: widgets, generators }, files);
}

export { reportText } from "./report";
export { widgetNames } from "../runtime/walk";

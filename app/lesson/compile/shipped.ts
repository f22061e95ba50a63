/** The compiler with the lab's own widgets: what the build, the command line and the studio use. */
import { widgets } from "../../widgets";
import { compileLesson, type Compiled, type CompileOptions } from "./compile";
import { compileCourse, type CompiledFile, type CourseFile } from "./course";

export function compileShipped(files: readonly CourseFile[]): CompiledFile[] {
  return compileCourse(files, widgets);
}

/** One file from anywhere: the studio's, a dropped one, one out of a link. Never throws. */
export function compileForeign(
  text: string,
  file: string,
  { assets = {}, arrays = {} }: Pick<CompileOptions, "assets" | "arrays"> = {},
): Compiled {
  return compileLesson(text, { file, registry: widgets, assets, arrays });
}

export { reportText } from "./report";
export { widgetNames } from "../runtime/walk";

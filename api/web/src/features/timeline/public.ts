/** What other features may use of the timeline. */

export { addNote, timelineMoved } from "./mutations";
export { NoteForm } from "./NoteForm";
export { Timeline } from "./Timeline";

/** What other features may use of files. */
export { Files } from "./Files";
export { UploadField } from "./UploadField";
export { cancelUploads, settleUploads, useUploads } from "./uploads";

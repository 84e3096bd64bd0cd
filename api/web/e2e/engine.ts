import { connect } from "node:http2";
import { parts } from "./ownApi";

/** A text field of a message; each is shorter than 128 bytes. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

/** Terminates a workflow at the engine itself, so that its request is left without one. */
export async function terminate(workflowId: string) {
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE = "" } = parts();
  const message = Buffer.concat([field(1, TEMPORAL_NAMESPACE), field(2, field(1, workflowId)), field(3, "test")]);
  const length = Buffer.alloc(5);
  length.writeUInt32BE(message.length, 1);
  const session = connect(`http://${TEMPORAL_ADDRESS}`);
  const call = session.request({
    ":method": "POST",
    ":path": "/temporal.api.workflowservice.v1.WorkflowService/TerminateWorkflowExecution",
    "content-type": "application/grpc",
    te: "trailers",
  });
  const status = new Promise<unknown>((resolve, reject) => {
    // An error comes without a body, and then among the first headers.
    call.on("response", (headers) => headers["grpc-status"] !== undefined && resolve(headers["grpc-status"]));
    call.on("trailers", (headers) => resolve(headers["grpc-status"]));
    call.on("error", reject);
  });
  call.resume();
  call.end(Buffer.concat([length, message]));
  const answered = await status;
  session.close();
  if (answered !== "0") throw new Error(`the engine terminated nothing: ${answered}`);
}

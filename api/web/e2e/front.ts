import { type ClientRequest, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { base } from "./people";
import { freePort } from "./stack";

const page = /^\/(sw\.js|index\.html)?$/;

/** Stands before the API of the stack, and serves a later version of the page once it is told to. */
export class Front {
  readonly base: string;
  later = false;
  private readonly server: Server;

  private constructor(port: number) {
    this.base = `http://127.0.0.1:${port}`;
    this.server = createServer((asked, answer) => this.pass(asked, answer)).listen(port, "127.0.0.1");
  }

  static async started(): Promise<Front> {
    const front = new Front(await freePort());
    await new Promise((resolve) => front.server.once("listening", resolve));
    return front;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(asked: IncomingMessage, answer: ServerResponse) {
    const changed = this.later && page.test(asked.url?.split("?")[0] ?? "");
    const headers = { ...asked.headers };
    if (changed) for (const name of ["accept-encoding", "if-none-match", "if-modified-since"]) delete headers[name];
    const onward: ClientRequest = request(base() + asked.url, { method: asked.method, headers }, (got) => {
      if (!changed) {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        return void got.pipe(answer);
      }
      const parts: Buffer[] = [];
      got.on("data", (part) => parts.push(part));
      got.on("end", () => {
        const body = laterVersion(Buffer.concat(parts).toString());
        const { "content-length": _length, etag: _tag, ...rest } = got.headers;
        answer.writeHead(got.statusCode ?? 502, rest).end(body);
      });
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  }
}

/** Another page, and a worker that knows that it is another. */
const laterVersion = (text: string) =>
  text.replace("<head>", '<head><meta name="version" content="later">').replace(/(url:"index\.html",revision:")/, "$1later-");

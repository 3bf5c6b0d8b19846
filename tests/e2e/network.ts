/** The network between a browser and its server, which a test can cut, stall or fill with nonsense. */
import { once } from "node:events";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * What the network does with a connection:
 * - `up`: passes it to the server;
 * - `cut`: ends it at once;
 * - `stalled`: takes it and never answers;
 * - an answer: gives every request this answer instead of the server's.
 */
export type Weather = "up" | "cut" | "stalled" | Answer;

/** An answer that did not come from Boxwood. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** A network of one browser. */
export class Network {
  readonly #target: () => number;
  readonly #server: Server;
  readonly #http: HttpServer;
  readonly #sockets = new Set<Socket>();
  #weather: Weather = "up";
  #requests = 0;

  private constructor(target: () => number) {
    this.#target = target;
    this.#server = createServer((socket) => this.#connected(socket));
    this.#http = createHttpServer((request, response) => {
      const weather = this.#weather;
      if (typeof weather === "string") {
        request.socket.destroy();
        return;
      }
      this.#requests += 1;
      response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
      response.setHeader("Access-Control-Allow-Headers", "authorization, content-type");
      if (request.method === "OPTIONS") {
        response.writeHead(204).end();
        return;
      }
      request.resume();
      response.writeHead(weather.status, { "Content-Type": weather.contentType });
      response.end(weather.body);
    });
  }

  /** A network to the server at whatever port `target` says when a connection is made. */
  static async to(target: () => number): Promise<Network> {
    const network = new Network(target);
    network.#server.listen(0, "127.0.0.1");
    await once(network.#server, "listening");
    return network;
  }

  /** The server's address as the browser gets to know it. */
  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many requests got the answer that is not Boxwood's. */
  get answered(): number {
    return this.#requests;
  }

  /** Changes what the network does; connections that stand are ended. */
  set(weather: Weather): void {
    this.#weather = weather;
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  /** Ends the network. */
  async close(): Promise<void> {
    this.set("cut");
    this.#server.close();
    await once(this.#server, "close");
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (this.#weather === "cut") {
      socket.destroy();
    } else if (this.#weather === "up") {
      const upstream = connect(this.#target(), "127.0.0.1");
      socket.setNoDelay(true);
      upstream.setNoDelay(true);
      upstream.on("error", () => socket.destroy());
      upstream.on("close", () => socket.destroy());
      socket.on("close", () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
    } else if (this.#weather === "stalled") {
      socket.resume();
    } else {
      this.#http.emit("connection", socket);
    }
  }
}

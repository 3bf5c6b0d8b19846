/** The network between a browser and its server, which a test can cut, stall or fill with nonsense. */
import { once } from "node:events";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * What the network does with a connection:
 * - `up`: passes it to the server;
 * - `cut`: ends it at once;
 * - `stalled`: takes it and never answers;
 * - `unheard`: passes on what the browser says, and loses what the server answers;
 * - torn: passes on so many bytes of what the browser says, and ends it in the middle of the next;
 * - an answer: gives every request this answer instead of the server's.
 */
export type Weather = "up" | "cut" | "stalled" | "unheard" | Torn | Answer;

/** A connection that breaks. */
export interface Torn {
  /** How many bytes towards the server a connection lives for. */
  readonly upTo: number;
}

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
  #tap: (said: Buffer) => void = () => undefined;
  #requests = 0;
  #torn = 0;
  #unheard = 0;

  private constructor(target: () => number) {
    this.#target = target;
    this.#server = createServer((socket) => this.#connected(socket));
    this.#http = createHttpServer((request, response) => {
      const weather = this.#weather;
      if (typeof weather === "string" || "upTo" in weather) {
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

  /** Has `listener` hear everything that the browser says to the server. */
  tap(listener: (said: Buffer) => void): void {
    this.#tap = listener;
  }

  /** How many connections broke in the middle of what the browser said. */
  get torn(): number {
    return this.#torn;
  }

  /** How many answers of the server were lost. */
  get unheard(): number {
    return this.#unheard;
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
    const weather = this.#weather;
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (weather === "cut") {
      socket.destroy();
    } else if (weather === "stalled") {
      socket.resume();
    } else if (weather === "up" || weather === "unheard" || "upTo" in weather) {
      this.#pass(socket, weather);
    } else {
      this.#http.emit("connection", socket);
    }
  }

  #pass(socket: Socket, weather: "up" | "unheard" | Torn): void {
    const upstream = connect(this.#target(), "127.0.0.1");
    socket.setNoDelay(true);
    upstream.setNoDelay(true);
    upstream.on("error", () => socket.destroy());
    upstream.on("close", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
    socket.on("data", (said: Buffer) => this.#tap(said));
    if (weather === "up") {
      socket.pipe(upstream).pipe(socket);
      return;
    }
    if (weather === "unheard") {
      upstream.on("data", () => {
        this.#unheard += 1;
      });
      socket.pipe(upstream);
      return;
    }
    let left = weather.upTo;
    upstream.pipe(socket);
    socket.on("data", (bytes: Buffer) => {
      if (bytes.length <= left) {
        left -= bytes.length;
        upstream.write(bytes);
        return;
      }
      this.#torn += 1;
      upstream.end(bytes.subarray(0, left));
      socket.destroySoon();
    });
  }
}

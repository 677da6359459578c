import net from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * What is said over the socket of a process that has a folder. Who connects and says nothing is told who that is; who
 * says a line is answered `{"bytes":N}`, a line end and so many bytes, or `{"error":"…"}`.
 */

/** Something as it comes, with its whole length. */
export interface Content {
  readonly bytes: number;
  readonly stream: Readable;
}

/** What a process can be asked besides who it is, by name. */
export type Answers = Readonly<Record<string, () => Promise<Content>>>;

export interface Holder {
  readonly pid: number;
  readonly since: string;
  /** What it can be asked. */
  readonly answers?: readonly string[];
}

/** Milliseconds in which somebody who wants to ask something does so; who only waits for who is there, waits longer. */
const PATIENCE = 500;
/** Milliseconds after which somebody who does not take what it asked for is given up. */
const STALLED = 30_000;
/** Letters of a question. */
const LONGEST = 64;
const MOST_ASKERS = 32;

export interface Answering {
  readonly server: net.Server;
  /** Who is being answered gets no more. */
  close(): Promise<void>;
}

export function createAnswering(answers: Answers): Answering {
  const said: Holder = {
    pid: process.pid,
    since: new Date().toISOString(),
    answers: Object.keys(answers),
  };
  const sockets = new Set<net.Socket>();
  let isBusy = false;

  async function find(question: string): Promise<Content> {
    if (!Object.hasOwn(answers, question)) throw new Error('it does not know what it is asked for');
    if (isBusy) throw new Error('it is answering somebody else who asked; try again when that is done');
    isBusy = true;
    try {
      return await answers[question]();
    } catch (error) {
      isBusy = false;
      throw error;
    }
  }

  async function answer(socket: net.Socket, question: string): Promise<void> {
    let content: Content;
    // Finding it may take long.
    socket.setTimeout(0);
    try {
      content = await find(question);
    } catch (error) {
      socket.end(`${JSON.stringify({ error: (error as Error).message })}\n`);
      return;
    } finally {
      socket.setTimeout(STALLED);
    }
    try {
      socket.write(`${JSON.stringify({ bytes: content.bytes })}\n`);
      // Into one that has gone already it would never end.
      if (!socket.destroyed) await pipeline(content.stream, socket);
    } catch {
      // It has gone, or was given up.
    } finally {
      content.stream.destroy();
      isBusy = false;
    }
  }

  function hear(socket: net.Socket): void {
    let heard = '';
    let isAnswered = false;
    const tellWho = (): void => {
      isAnswered = true;
      socket.end(JSON.stringify(said));
    };
    const waiting = setTimeout(() => {
      // What has come meanwhile is read before that.
      setImmediate(() => {
        if (isAnswered) return;
        if (heard === '') tellWho();
        else socket.destroy();
      });
    }, PATIENCE);
    sockets.add(socket);
    socket.on('close', () => {
      clearTimeout(waiting);
      sockets.delete(socket);
    });
    socket.on('error', () => {});
    socket.setTimeout(STALLED, () => socket.destroy());
    socket.on('end', () => {
      if (!isAnswered && heard === '') tellWho();
    });
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      heard += chunk;
      const end = heard.indexOf('\n');
      // Who says anything else is no asker.
      if (isAnswered || heard.length > LONGEST || (end >= 0 && end < heard.length - 1)) socket.destroy();
      else if (end >= 0) {
        isAnswered = true;
        void answer(socket, heard.slice(0, end));
      }
    });
  }

  const server = net.createServer(hear);
  server.maxConnections = MOST_ASKERS;
  server.unref();
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** A name server that knows one name, as Docker's does for a service: it answers with the addresses it has just now. */
export interface NameServer {
  readonly port: number;
  addresses: readonly string[];
  close(): Promise<void>;
}

export async function serveName(name: string, addresses: readonly string[]): Promise<NameServer> {
  const socket = createSocket('udp4');
  const server = {
    port: 0,
    addresses,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (query, { port, address }) => {
    const isKnown = nameOf(query) === name;
    socket.send(answer(query, isKnown ? server.addresses : []), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  server.port = (socket.address() as AddressInfo).port;
  return server;
}

const HEADER = 12;

function nameOf(query: Buffer): string {
  const parts: string[] = [];
  for (let at = HEADER; query[at] !== 0 && at < query.length; at += query[at]! + 1)
    parts.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
  return parts.join('.');
}

/** RFC 1035: the question again, and an A record for each address; without any the name does not exist. */
function answer(query: Buffer, addresses: readonly string[]): Buffer {
  const end = query.indexOf(0, HEADER) + 5;
  const header = Buffer.alloc(HEADER);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(addresses.length === 0 ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, query.subarray(HEADER, end), ...records]);
}

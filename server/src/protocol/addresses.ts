/** Addresses of services, as every side reads them. */

/** @returns null for what is no address of a service */
export function readAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/** How people are told of it. */
export const hostOf = (address: string): string => readAddress(address)?.host ?? address;

/** Names and numbers of this machine, with or without the brackets that addresses have. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

/** Whether only this machine reaches a host. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** Whether what is sent there can be read on the way. */
export const isReadable = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && !isLoopback(hostname);

import { createWorkplace, EXAMPLES, type Running, type Workplace } from '../helpers/cli.ts';

/** The built service as processes. */

/** Waits until it says where it listens. @throws Error with what it said instead */
export async function address({ child }: Running): Promise<string> {
  return said(child, /Fern serves .* at (https?:\/\/\S+);/);
}

/** Waits until it says that it works. */
export async function working({ child }: Running): Promise<void> {
  await said(child, /(Fern works) on jobs/);
}

function said(child: Running['child'], wanted: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer): void => {
      text += chunk;
      const found = wanted.exec(text)?.[1];
      if (found === undefined) return;
      child.stderr?.off('data', onData);
      resolve(found);
    };
    child.stderr?.on('data', onData);
    child.once('exit', () => reject(new Error(text)));
  });
}

export async function post<T>(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; json: T; headers: Headers }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as T, headers: answer.headers };
}

export async function get<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

export { createWorkplace, EXAMPLES, type Running, type Workplace };

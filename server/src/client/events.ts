/** Ends of lines; a carriage return at the very end may be half of one. */
const END = /\r\n|\n|\r(?!$)/;

/**
 * The data of server-sent events, each as it comes.
 * @param onSign called for whatever arrives, signs of life too
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  onSign: () => void,
): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // What has no empty line behind it is not whole.
      if (done) return;
      onSign();
      text += decoder.decode(value, { stream: true });
      for (let end = END.exec(text); end !== null; end = END.exec(text)) {
        const line = text.slice(0, end.index);
        text = text.slice(end.index + end[0].length);
        if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
        if (line !== '' || data.length === 0) continue;
        yield data.join('\n');
        data = [];
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

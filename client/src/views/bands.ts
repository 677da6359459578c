import * as vscode from 'vscode';
import type { Band } from '../../../server/src/protocol/documents.ts';

/** A band as a letter and a colour of the theme. */
const LOOKS: Readonly<Record<Band, { readonly letter: string; readonly color: string }>> = {
  excellent: { letter: 'A', color: 'charts.green' },
  good: { letter: 'B', color: 'charts.blue' },
  partial: { letter: 'C', color: 'charts.yellow' },
  poor: { letter: 'D', color: 'charts.orange' },
  unrelated: { letter: 'E', color: 'charts.red' },
};

export function letterOf(band: Band): string {
  return LOOKS[band].letter;
}

export function colorOf(band: Band): vscode.ThemeColor {
  return new vscode.ThemeColor(LOOKS[band].color);
}

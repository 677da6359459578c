import * as vscode from 'vscode';
import type { Band } from '../../../server/src/protocol/documents.ts';

/** A band as a letter, the same as in reports. */
const LETTERS: Readonly<Record<Band, string>> = {
  excellent: 'A',
  good: 'B',
  partial: 'C',
  poor: 'D',
  unrelated: 'E',
};

export function letterOf(band: Band): string {
  return LETTERS[band];
}

/** A colour that the manifest declares, so that themes and users can change it. */
export function colorOf(band: Band): vscode.ThemeColor {
  return new vscode.ThemeColor(`fern.band.${band}`);
}

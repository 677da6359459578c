export type LoanState = 'active' | 'overdue' | 'returned' | 'lost';
export type Genre = 'fiction' | 'science' | 'history' | 'children';

export interface Author {
  firstName: string;
  lastName: string;
  birthYear: number;
}

export interface Book {
  isbn: string;
  title: string;
  author: Author;
  genre: Genre;
  pages: number;
  copies: number;
}

export interface Loan {
  memberId: number;
  isbn: string;
  start: Date;
  due: Date;
  state: LoanState;
  renewals: number;
}

export interface Member {
  id: number;
  name: string;
  birthYear: number;
  role: 'student' | 'teacher' | 'guest';
  fees: number;
}

export interface Page<T> {
  entries: T[];
  page: number;
  pageCount: number;
}

export function fullName(author: Author): string {
  return `${author.firstName} ${author.lastName}`.trim();
}

export function citation(book: Book, year: number): string {
  const { firstName, lastName } = book.author;
  const initial = firstName === '' ? '' : `, ${firstName[0].toUpperCase()}.`;
  return `${lastName}${initial} (${year}). ${book.title}.`;
}

export function maxLoans(role: Member['role']): number {
  switch (role) {
    case 'teacher':
      return 20;
    case 'student':
      return 8;
    default:
      return 2;
  }
}

export function openLoans(loans: readonly Loan[], memberId: number): Loan[] {
  return loans.filter(
    (loan) => loan.memberId === memberId && loan.state !== 'returned' && loan.state !== 'lost',
  );
}

export function mayBorrow(member: Member, loans: readonly Loan[]): boolean {
  if (member.fees > 20) return false;
  return openLoans(loans, member.id).length < maxLoans(member.role);
}

export function availableCopies(book: Book, loans: readonly Loan[]): number {
  const out = loans.filter((loan) => loan.isbn === book.isbn && loan.state !== 'returned').length;
  return Math.max(0, book.copies - out);
}

export function renew(loan: Loan, days: number): Loan {
  if (loan.state !== 'active') throw new Error('only active loans can be renewed');
  if (loan.renewals >= 3) throw new RangeError('renewed too often');
  const due = new Date(loan.due.getTime() + days * 86400000);
  return { ...loan, due, renewals: loan.renewals + 1 };
}

export function giveBack(loan: Loan): Loan {
  return loan.state === 'returned' ? loan : { ...loan, state: 'returned' };
}

export function markOverdue(loans: readonly Loan[], today: Date): Loan[] {
  return loans.map((loan) =>
    loan.state === 'active' && loan.due < today ? { ...loan, state: 'overdue' } : loan,
  );
}

export function daysLate(loan: Loan, today: Date): number {
  const late = today.getTime() - loan.due.getTime();
  return late <= 0 ? 0 : Math.ceil(late / 86400000);
}

export function lateFee(days: number, role: Member['role']): number {
  const rate = role === 'guest' ? 0.5 : 0.2;
  return Math.min(10, days * rate);
}

export function charge(member: Member, amount: number): Member {
  return { ...member, fees: Math.round((member.fees + amount) * 100) / 100 };
}

export function booksOfGenre(books: readonly Book[], genre: Genre): string[] {
  return books.filter((book) => book.genre === genre).map((book) => book.title);
}

export function byAuthor(books: readonly Book[]): Map<string, Book[]> {
  const shelves = new Map<string, Book[]>();
  for (const book of books) {
    const shelf = shelves.get(book.author.lastName) ?? [];
    shelf.push(book);
    shelves.set(book.author.lastName, shelf);
  }
  return shelves;
}

export function pagesPerGenre(books: readonly Book[]): Record<Genre, number> {
  const sums: Record<Genre, number> = { fiction: 0, science: 0, history: 0, children: 0 };
  for (const book of books) sums[book.genre] += book.pages;
  return sums;
}

export function thickest(books: readonly Book[]): Book | undefined {
  return [...books].sort((a, b) => b.pages - a.pages)[0];
}

export function isMinor(member: Member, year: number): boolean {
  return year - member.birthYear < 18;
}

export function paginate(books: readonly Book[], page: number, size: number): Page<Book> {
  if (size < 1) throw new RangeError('a page has at least one entry');
  const pageCount = Math.ceil(books.length / size);
  return { entries: books.slice((page - 1) * size, page * size), page, pageCount };
}

export interface SearchOptions {
  text: string;
  genre?: Genre;
  minPages?: number;
}

export function search(books: readonly Book[], options: SearchOptions): Book[] {
  const wanted = options.text.toLowerCase();
  return books.filter(
    (book) =>
      book.title.toLowerCase().includes(wanted) &&
      (options.genre === undefined || book.genre === options.genre) &&
      book.pages >= (options.minPages ?? 0),
  );
}

export async function reserve(book: Book, member: Member): Promise<{ isbn: string; memberId: number }> {
  if (book.copies === 0) throw new Error('there is none');
  return { isbn: book.isbn, memberId: member.id };
}

export class Shelf {
  private readonly books: Book[] = [];
  readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  put(book: Book): boolean {
    if (this.books.length >= this.capacity) return false;
    this.books.push(book);
    return true;
  }

  take(isbn: string): Book | null {
    const at = this.books.findIndex((book) => book.isbn === isbn);
    return at < 0 ? null : this.books.splice(at, 1)[0];
  }

  get free(): number {
    return this.capacity - this.books.length;
  }
}

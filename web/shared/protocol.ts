/* SPDX-License-Identifier: EUPL-1.2 */
/* protocol.ts - the shapes that cross /ws (design.md 5.3); types only, nothing runs */

export type Id = string;
/** ISO 8601, UTC. */
export type Instant = string;

export type State =
  | 'received' | 'routed' | 'claimed' | 'drafted' | 'in_review' | 'returned' | 'approved' | 'sent' | 'closed'
  | 'clarifying' | 'referred' | 'declined' | 'duplicate' | 'spam' | 'withdrawn' | 'reopened' | 'self_served';

export type Reason =
  | 'invalid' | 'denied' | 'conflict' | 'limit' | 'not_found' | 'stale' | 'unavailable' | 'challenge';

export interface HelloParams { locale?: string; library?: string; token?: string }
export interface HelloResult {
  server: { name: string; version: string; demo?: boolean };
  limits: { message_bytes: number; text_chars: number };
  role: string;
  roles: string[];
  name?: string;
  library?: string;
  lease_ms?: number;
}

export interface Because { by: 'rule' | 'lexicon' | 'example' | 'model' | 'place' | 'person' | string; id?: string; words?: string; why?: string; score?: number }
/** What was found, who spoke for it (more: reasons left out) and how much each voice added. */
export interface Finding { score?: number; because?: Because[]; more?: number; voices?: Record<string, number> }
export interface Topic extends Finding { id: string; title: string }
/** Kind, flag or place: the server may send the bare slug or the slug with its evidence. */
export type Label = string | (Finding & { id?: string; code?: string; title?: string; name?: string });
/** A word taken for another: written out, read as the other, or only searched for beside it. */
export interface Guess { written: string; read_as: string; how: 'short' | 'spelling' | 'tried'; likeness: number }

export interface Classification {
  topics: Topic[];
  kind: Label | null;
  flags: Label[];
  place: Label | null;
  language: string;
  sure?: boolean;
  sure_why?: string;
  guesses?: Guess[];
  /** Who corrected it. */
  by?: string;
}

export interface Suggestion {
  id: Id;
  kind: 'fiche' | 'resource' | 'answer' | 'event';
  title: string;
  url?: string;
  excerpt?: string | null;
  why: string | null;
  score?: number;
  availability?: { library: Id; library_name?: string; on_site: boolean; remote: boolean } | null;
}

export interface Source { title: string; url?: string; author?: string; date?: string; consulted?: string; note?: string }

export type AiUse = 'none' | 'search' | 'translation' | 'summary' | 'draft';
export interface Method { ai: AiUse; tool?: string; checked: string; sentence?: string; sources?: Source[] }

export interface Route {
  queue: Id;
  library: Id;
  library_name: string | null;
  title?: string;
  sentence: string;
  candidates?: Array<{ queue: Id; library: Id; library_name?: string; title?: string; score: number; because: Because[] | string[] }>;
}

export interface Helpline { number: string; name: string; sentence?: string }

export interface Message {
  id: Id;
  from: 'asker' | 'librarian' | 'service';
  kind: 'question' | 'clarification' | 'reply' | 'answer' | 'decline' | string;
  text: string;
  html?: string;
  at: Instant;
  name?: string;
  library?: string;
}

export interface Answer {
  text: string;
  html?: string;
  sources: Source[];
  method: Method;
  name?: string;
  library?: string;
  sent_at?: Instant;
}

/** What the asker sees. */
export interface QuestionView {
  /** People to call right now, when the question sounds like distress. */
  helplines?: Helpline[];
  id: Id;
  state: State;
  state_sentence: string;
  text: string;
  asked_at: Instant;
  due: Instant | null;
  /** The local day of the promise, YYYY-MM-DD. */
  due_day?: string | null;
  locale: string;
  route: Route;
  classification: Classification;
  suggestions: Suggestion[];
  messages: Message[];
  answer: Answer | null;
  can: string[];
  rating: null | { score: number; comment?: string };
  /** Where it is and why; when to expect an answer: one sentence each, null once it is answered. */
  where_sentence?: string | null;
  when_sentence?: string | null;
}

export interface Person { name: string; library?: string }
export interface Note { id: Id; text: string; name: string; at: Instant }
export interface Draft { text: string; method?: Method | null; name?: string; saved_at?: Instant }
/** One leaf of the audit, in plain view: what a move changed stands beside the verb or in its details. */
export interface HistoryEntry {
  verb: string;
  name?: string | null;
  at?: Instant;
  at_ms?: number;
  from?: State;
  to?: State;
  words?: string;
  details?: { from?: State; to?: State; words?: string; queue?: string } & Record<string, unknown>;
}
export interface Review { scores?: Record<string, number>; decision?: string; comment?: string; name?: string; at?: Instant }

/** What staff see. */
export interface StaffView extends QuestionView {
  owner: Person | null;
  mine: boolean;
  epoch: number;
  lease_until: Instant | null;
  audience?: string | null;
  place?: string | null;
  already_consulted?: string | null;
  has_email?: boolean;
  consent?: { publish: boolean; transfer: boolean };
  route: Route & { staff_sentence?: string };
  staff_sentence?: string;
  notes: Note[];
  draft: Draft | null;
  reviews: Review[];
  leads?: Lead[];
  urgency?: Urgency | null;
  risen_at?: Instant | null;
  practice?: boolean;
  history: HistoryEntry[];
  policy: { library: string; library_name?: string; text: string; html?: string; reviewed?: string; months?: number; stale?: boolean } | null;
}

/** What the clock says of an open question; null once it is answered. */
export interface Urgency { level: 'calm' | 'half' | 'near' | 'over' | 'paused'; sentence: string; left_hours: number }
/** From somebody else of the network, for whoever holds the question. */
export interface Lead { id: number; text: string; url: string | null; name: string; library: string | null; mine: boolean; at: Instant; credited_at: Instant | null }

export interface Row {
  id: Id;
  state: State;
  queue: Id;
  library: Id;
  library_name: string;
  excerpt: string;
  topics: Array<string | Topic>;
  kind: string;
  flags: string[];
  /** false: the main subject is not sure. */
  sure?: boolean;
  place: string | null;
  language: string;
  asked_at: Instant;
  due: Instant | null;
  /** The local day of the promise, YYYY-MM-DD. */
  due_day?: string | null;
  owner: Person | null;
  epoch: number;
  lease_until: Instant | null;
  has_draft?: boolean;
  urgency?: Urgency | null;
  /** Since when the whole network is called. */
  risen_at?: Instant | null;
  practice?: boolean;
  leads?: number;
  lead_credited?: boolean;
}

export interface Queue { id: Id; title: string; library: Id; library_name: string; network: string; kind: string; open: number; mine: boolean }
export interface Library { id: Id; name: string; commune: string; departement: string; region: string; network: string; capacity: number; open: number }
export interface Span { from: string; to: string; why?: string }
export interface FileQueue { id: Id; title: string; kind?: string; library?: string; topics?: string[]; kinds?: string[]; flags?: string[]; note?: string }
/** A library in the shape of its file (corpus/libraries). */
export interface LibraryFile {
  id: Id; name: string; network: Id; kind: string; illustration?: boolean; example?: boolean;
  commune?: string | null; insee?: string | null; departement: string; region: string; territory: string[]; referent?: string[] | null; languages: string[];
  strengths?: Record<string, number | string>; kinds?: Record<string, number | string>; capacity: number | string;
  calendar: { zone: string; closed: string[]; absences: Span[] };
  policy?: { reviewed: string; text: string } | null;
  convention?: { status: string; until?: string | null } | null;
  contact?: string | null; website?: string | null; email?: string | null;
  queues: FileQueue[];
}
export interface PlaceName { code: string; name: string }
/** A library as the directory lists it; the last lines are for staff. */
export interface DirectoryEntry {
  id: Id; name: string; kind: string; network: Id; commune: string | null; departement: string; departement_name: string; region: string;
  website: string | null; illustration: boolean; territory: PlaceName[]; referent: PlaceName[]; languages: string[];
  strengths?: Record<string, number>; kinds?: Record<string, number>; capacity?: number; open?: number; people?: number;
  contact?: string; email?: string; convention?: { status: string; until?: string };
  absence?: { from: string; to: string; why: string; now: boolean } | null;
  policy?: { reviewed: string; months: number; stale: boolean } | null;
}
export interface DirectoryFound { libraries: DirectoryEntry[]; total: number; networks: Array<{ id: Id; name: string }>; regions: string[] }
export interface LibraryGot { library: LibraryFile; revision: string; figures: DirectoryEntry; may: 'all' | 'own' | null; policy_html: string | null }
/** A mistake at its field: "strengths.droit". */
export interface Problem { line: number; column: number; field: string; what: string }
export interface Membership { library: Id; roles: string[] }
export interface TeamPerson {
  id: number; name: string; library: Id | null; library_name: string | null; roles: string[]; training: boolean; disabled: boolean; away: boolean;
  topics: string[]; referent: string[];
  login?: string; email?: string | null; signature?: string | null; memberships?: Membership[]; absences?: Span[];
}
export interface Hit { id: Id; kind: string; title: string; excerpt: string | null; url?: string | null; score: number; audience?: string }
export interface Fiche { id: Id; kind: string; title: string; html: string; sources: Source[]; reviewed?: string; topics: string[] }

export interface AskParams {
  client_id: string;
  text: string;
  kind?: string;
  library?: string;
  country?: string;
  place?: string;
  audience?: string;
  email?: string;
  already_consulted?: string;
  consent: { publish: boolean; transfer: boolean };
  locale?: string;
}
export interface AskResult {
  question: Id;
  receipt: string;
  state: State;
  due: Instant | null;
  /** The local day of the promise, YYYY-MM-DD. */
  due_day?: string | null;
  classification: Classification;
  route: Route;
  suggestions: Suggestion[];
  helplines?: Helpline[];
}
export interface FollowResult { question: QuestionView; events: DeskEvent[]; seq: number }
export interface WatchResult { rows: Row[]; events: DeskEvent[]; seq: number }

export interface DeskEvent<T = unknown> { stream: string; seq: number; type: string; at?: Instant; data: T }

export interface Stats {
  by_state: Record<string, number>;
  by_queue: Array<{ queue: Id; title: string; library_name: string; open: number; overdue: number }>;
  by_topic: Array<{ topic: string; title: string; count: number }>;
  answered: { count: number; median_hours: number | null };
  asked: { today: number; week: number; total: number };
  ai: Record<AiUse, number>;
  ratings: { count: number; mean: number | null };
  audit: { size: number; root: string };
}

export interface ProposalLabels { topics: string[]; kind: string | null; flags: string[]; place: string | null }
/** A correction by the desk, proposed as a labelled example. */
export interface Proposal {
  id: number;
  question: Id | null;
  state: string;
  cause: 'relabel' | 'transfer';
  by: string;
  at: Instant;
  why: string;
  text: string;
  before: ProposalLabels;
  labels: ProposalLabels;
}

export interface ReplayShift { from: string | null; to: string | null; count: number; questions: Array<{ id: string }> }
export interface ReplayFlag { id: string; raised: number; lost: number; raised_questions: Array<{ id: string }>; lost_questions: Array<{ id: string }> }
/** What `aiguilleur rules replay --save` found. */
export interface Replay {
  at: Instant;
  from_file: boolean;
  questions: number;
  changed: number;
  unsure: { before: number; after: number };
  flags: ReplayFlag[];
  topics: ReplayShift[];
  kinds: ReplayShift[];
  queues: ReplayShift[];
  libraries: Array<{ id: Id; before: number; after: number; gained: number; lost: number }>;
}

/** States in which a question still waits for something from the desk. */
export const OPEN_STATES: readonly State[] = [
  'received', 'routed', 'claimed', 'drafted', 'in_review', 'returned', 'approved', 'clarifying', 'reopened',
];

export const isOpen = (state: State): boolean => OPEN_STATES.includes(state);

/** The slug of a label, however the server dressed it. */
export function labelId(label: Label | null | undefined): string {
  if (!label) return '';
  return typeof label === 'string' ? label : label.id ?? label.code ?? '';
}

export const hasFlag = (what: { flags?: Label[] } | null | undefined, flag: string): boolean =>
  (what?.flags ?? []).some((one) => labelId(one) === flag);

/* SPDX-License-Identifier: EUPL-1.2 */
/* ask-styles.ts - the look of the question form */

import { css } from 'lit';

export const askStyles = css`
  #text { font-size: var(--size-lead); line-height: 1.5; padding: var(--space-3) var(--space-4); min-block-size: 7rem; resize: none; overflow: hidden; }
  .details { padding: var(--space-3) 0 var(--space-2); }
  .send { flex: 1 1 16rem; max-inline-size: 26rem; }
  .error:empty, [role='status']:empty { display: none; }
`;

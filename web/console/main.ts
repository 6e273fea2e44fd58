/* SPDX-License-Identifier: EUPL-1.2 */
/* main.ts - starts the console */

import './app';

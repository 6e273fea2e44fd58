/* SPDX-License-Identifier: EUPL-1.2 */
/* main.ts - starts the desk */

import './app';

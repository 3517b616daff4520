package io.schemaproof.verify.audit;

import java.util.List;

/**
 * What the search for an order says, before causes are known.
 *
 * @param order indexes of files, all of them
 * @param proof the files run in that order on a fresh database; empty where none was needed
 */
record OrderFound(WorkingOrder.Outcome outcome, List<Integer> order, List<FileRun> proof, String reason) {}

package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.FilePlace;
import java.util.Optional;

/**
 * Check one part of a contract: a table, a demand on rows, a query's plan.
 *
 * @param title what is checked: {@code table public.orders}
 * @param place where a file demands it
 * @param check throws what a failed assertion throws, or {@link org.opentest4j.TestAbortedException} where nobody can tell
 * @since 0.1
 */
public record ContractCheck(String title, Optional<FilePlace> place, Runnable check) {}

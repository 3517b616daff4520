package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.FilePlace;
import java.util.Optional;

/**
 * A part of a contract that is checked by itself.
 *
 * @param title what is checked: {@code table public.orders}
 * @param place where a file demands it
 */
record ContractStep(String title, Optional<FilePlace> place, Runnable check) {}

package io.schemaproof.verify.contract;

/**
 * What became of one part of a contract.
 *
 * @param check what was checked: {@code table public.orders}
 * @param file of the contract, as it was named
 * @param line where the file demands it, counted from 1
 * @param column counted from 1
 * @param verdict what is known
 * @param message what differs, or why nothing is known; empty where it passed
 * @since 0.1
 */
public record ContractOutcome(
        String check, String file, int line, int column, ContractVerdict verdict, String message) {}

package io.schemaproof.assertions.contract;

import io.schemaproof.base.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Read and write the contracts of a YAML file, a document a schema. */
final class ContractFile {

    private ContractFile() {}

    /**
     * Read.
     *
     * @throws ContractException with line and column, if it is no contract
     * @throws UncheckedIOException if there is no such file
     */
    static List<SchemaContract> read(Path file) {
        List<SchemaContract> contracts = new ArrayList<>();
        Map<String, Integer> schemas = new LinkedHashMap<>();
        for (YamlValue document : documents(file)) {
            SchemaContract contract = new ContractReader(document).read();
            Integer earlier = schemas.putIfAbsent(contract.name(), schemas.size() + 1);
            if (earlier != null) {
                throw document.error("the schema " + contract.name() + " a second time; document " + earlier
                        + " of the file is about it already");
            }
            contracts.add(contract);
        }
        if (contracts.isEmpty()) {
            throw new ContractException(file + ": the file is empty, so that nothing would be compared; begin with"
                    + " \"format: " + ContractKeys.FORMAT + "\"");
        }
        return contracts;
    }

    static void write(Path file, List<SchemaContract> contracts) {
        try {
            AtomicFile.write(file, SchemaContract.toYaml(contracts));
        } catch (IOException e) {
            throw new UncheckedIOException("The contract " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static List<YamlValue> documents(Path file) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(String.valueOf(file.getFileName()))
                // As most editors read it: NULL and ~ are nothing, and True is true.
                .setSchema(new CoreSchema())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        List<YamlValue> documents = new ArrayList<>();
        try {
            for (Node node : new Compose(settings).composeAllFromString(text(file))) {
                documents.add(new YamlValue(file, node));
            }
        } catch (MarkedYamlEngineException e) {
            throw new ContractException(YamlValue.place(file, e.getProblemMark()) + problem(e), e);
        } catch (YamlEngineException e) {
            throw new ContractException(file + ": not YAML: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            // The parser calls itself for each bracket, and sets no limit.
            throw new ContractException(file + ": brackets in brackets, deeper than any contract goes", e);
        }
        return documents;
    }

    private static String problem(MarkedYamlEngineException e) {
        return e.getProblem().contains("\\t(TAB)")
                ? "a tab; YAML is indented with spaces"
                : "not YAML: " + e.getProblem() + (e.getContext() == null ? "" : " " + e.getContext());
    }

    private static String text(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ContractException(file + ": bytes that are no UTF-8", e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("There is no contract " + file.toAbsolutePath() + ".", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The contract " + file + " cannot be read: " + e, e);
        }
    }
}

// Asks JavaRosa, the engine of ODK Collect: one JSON request on standard input, one JSON reply on standard output.
// Run as `java -cp ODK_Validate.jar Driver.java`; tests/conformance/javarosa/__init__.py does.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.IFormElement;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.services.properties.Property;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathExpression;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.joda.time.DateTimeUtils;
import org.joda.time.DateTimeZone;

public class Driver {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        PrintStream replies = System.out;
        System.setOut(System.err); // what JavaRosa logs is no reply
        JsonNode request = JSON.readTree(System.in);
        setClock(request.get("now").asLong(), request.get("zone").asText());
        new XFormsModule().registerModule();
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        List<Object> found = new ArrayList<>();
        for (JsonNode task : request.get("tasks")) found.add(answer(task));
        JSON.writeValue(replies, found);
    }

    private static void setClock(long now, String zone) {
        Locale.setDefault(Locale.forLanguageTag("en-DE")); // English names of months, weeks that begin on Monday
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of(zone)));
        DateTimeZone.setDefault(DateTimeZone.forID(zone));
        DateTimeUtils.setCurrentMillisFixed(now);
    }

    private static Object answer(JsonNode task) {
        try {
            FormDef form = load(task.get("xform").asText());
            return task.has("expressions") ? new Expressions(form, task).values() : new Interview(form).play(task.get("steps"));
        } catch (Throwable error) { // a form that JavaRosa refuses is an answer too
            return failure(error);
        }
    }

    static FormDef load(String xform) throws Exception {
        FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(xform.getBytes(StandardCharsets.UTF_8)));
        form.addFunctionHandler(new PullData(form));
        form.initialize(true, new InstanceInitializationFactory());
        return form;
    }

    static Map<String, Object> failure(Throwable error) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("error", error.getClass().getSimpleName());
        reply.put("message", String.valueOf(error.getMessage()));
        return reply;
    }

    /** A value and its type. Dates are told in milliseconds: JavaRosa knows no difference between a day and a moment. */
    static Map<String, Object> typed(Object value) {
        Map<String, Object> reply = new LinkedHashMap<>();
        if (value instanceof XPathNodeset) return typed((XPathNodeset) value);
        if (value instanceof Double) {
            double number = (Double) value;
            reply.put("type", "number");
            reply.put("value", Double.isNaN(number) || Double.isInfinite(number) ? String.valueOf(number) : (Object) number);
        } else if (value instanceof Date) {
            reply.put("type", "date");
            reply.put("value", ((Date) value).getTime());
        } else if (value instanceof Boolean || value instanceof String) {
            reply.put("type", value instanceof Boolean ? "boolean" : "string");
            reply.put("value", value);
        } else {
            reply.put("type", value.getClass().getSimpleName());
            reply.put("value", XPathFuncExpr.toString(value));
        }
        return reply;
    }

    private static Map<String, Object> typed(XPathNodeset nodes) {
        if (nodes.size() == 0) return typed("");
        if (nodes.size() == 1) return typed(nodes.getValAt(0));
        List<Object> values = new ArrayList<>();
        for (Object one : nodes.toArgList()) values.add(typed(XPathFuncExpr.unpack(one)).get("value"));
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("type", "list");
        reply.put("value", values);
        return reply;
    }

    /** Collect's own function, spelt with what JavaRosa has. */
    private static final class PullData implements IFunctionHandler {
        private final FormDef form;

        PullData(FormDef form) {
            this.form = form;
        }

        public String getName() {
            return "pulldata";
        }

        public List<Class[]> getPrototypes() {
            return new ArrayList<>();
        }

        public boolean rawArgs() {
            return true;
        }

        public boolean realTime() {
            return false;
        }

        public Object eval(Object[] arguments, EvaluationContext context) {
            String[] texts = new String[4];
            for (int index = 0; index < 4; index++) texts[index] = XPathFuncExpr.toString(arguments[index]);
            String quote = texts[3].contains("'") ? "\"" : "'";
            String path = "instance('" + texts[0] + "')/root/item[" + texts[2] + "=" + quote + texts[3] + quote + "]/" + texts[1];
            try {
                Object found = XPathParseTool.parseXPath(path).eval(form.getMainInstance(), context);
                XPathNodeset nodes = (XPathNodeset) found;
                return nodes.size() == 0 ? "" : nodes.getValAt(0);
            } catch (org.javarosa.xpath.parser.XPathSyntaxException wrong) {
                return "";
            }
        }
    }

    /** Expressions asked at one node of one form. */
    private static final class Expressions {
        private final FormDef form;
        private final JsonNode task;

        Expressions(FormDef form, JsonNode task) {
            this.form = form;
            this.task = task;
        }

        List<Object> values() {
            TreeReference at = XPathRefs.of(task.get("at").asText());
            EvaluationContext context = new EvaluationContext(form.getEvaluationContext(), at);
            List<Object> found = new ArrayList<>();
            for (JsonNode text : task.get("expressions")) found.add(value(text.asText(), context));
            return found;
        }

        private Object value(String text, EvaluationContext context) {
            try {
                XPathExpression expression = XPathParseTool.parseXPath(text);
                return typed(expression.eval(form.getMainInstance(), context));
            } catch (Throwable error) {
                return failure(error);
            }
        }
    }

    private static final class XPathRefs {
        static TreeReference of(String path) {
            return ((org.javarosa.xpath.expr.XPathPathExpr) parse(path)).getReference();
        }

        private static XPathExpression parse(String path) {
            try {
                return XPathParseTool.parseXPath(path);
            } catch (org.javarosa.xpath.parser.XPathSyntaxException wrong) {
                throw new IllegalArgumentException(path, wrong);
            }
        }
    }

    private static final class Interview {
        Interview(FormDef form) {}
        Object play(JsonNode steps) { return null; }
    }
}
